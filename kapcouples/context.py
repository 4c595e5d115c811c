from django.conf import settings

from sessions_app.demo.words import account_lines


def tryout(request):
    """Lets every page say that its records are made up, and the sign-in page name the accounts."""
    return {
        "tryout": settings.TRYOUT,
        "second_factor_waived": settings.SECOND_FACTOR_WAIVED,
        "demo_accounts": account_lines() if settings.TRYOUT else [],
    }
