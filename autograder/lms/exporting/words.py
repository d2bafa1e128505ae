"""What columns about people are called: in English, and in the languages into which systems translate them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS: Final = {
    "username": (
        "username", "user name", "user id", "login", "anmeldename", "benutzername", "nom d'utilisateur",
        "nombre de usuario", "nome de usuário", "nome utente", "gebruikersnaam", "nome de utilizador", "用户名",
    ),
    "idnumber": (
        "id number", "student id", "idnumber", "id-nummer", "matrikelnummer", "numéro d'identification", "matricule",
        "número de id", "número de identificação", "numero id", "codice identificativo", "studierenden-id",
        "número de estudiante", "studentnummer", "编号", "学号",
    ),
    "email": (
        "email address", "email", "e-mail", "e-mail address", "e-mail-adresse", "adresse de courriel",
        "adresse e-mail", "dirección de correo", "dirección email", "correo electrónico", "endereço de email",
        "indirizzo email", "e-mailadres", "电子邮件地址",
    ),
    "given": ("first name", "given name", "vorname", "prénom", "nombre", "nome", "voornaam", "名字"),
    "family": ("last name", "surname", "family name", "nachname", "nom", "nom de famille", "apellido(s)", "apellidos",
               "sobrenome", "cognome", "achternaam", "姓氏"),
    "fullname": (
        "full name", "vollständiger name", "nom complet", "nombre completo", "nome completo", "volledige naam",
        "cognome e nome", "nome e cognome", "全名",
    ),
}  # fmt: skip
"""By what a column holds; compared without regard to case and to the kind of apostrophe."""


def find_columns(header: Sequence[str]) -> dict[str, int]:
    """Find where a header has the columns about people; only what is there is in the answer."""
    plain = [
        unicodedata.normalize("NFC", title.strip().casefold()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        for title in header
    ]
    return {
        what: next(index for index, title in enumerate(plain) if title in titles)
        for what, titles in COLUMNS.items()
        if any(title in titles for title in plain)
    }
