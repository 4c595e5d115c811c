def nothing_is_kept(get_response):
    """Forbid browsers and proxies to keep a page: each one may show somebody's record.

    Static files never come this far; they are answered before.
    """

    def answer(request):
        response = get_response(request)
        response["Cache-Control"] = "no-store"
        return response

    return answer
