from .asking import NotYourDeed, require
from .people import add_account, give_role, open_clinic

__all__ = ["NotYourDeed", "add_account", "give_role", "open_clinic", "require"]
