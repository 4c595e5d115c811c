from .clinic import clinic
from .signing_in import sign_in, sign_out
from .staff import disable, enable, index, licence, person, roles
from .switching import switch
from .table import table

__all__ = [
    "clinic",
    "disable",
    "enable",
    "index",
    "licence",
    "person",
    "roles",
    "sign_in",
    "sign_out",
    "switch",
    "table",
]
