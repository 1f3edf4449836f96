"""What all dialogs share: F1 lists their keys."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

R = TypeVar("R")


class Dialog(ModalScreen[R]):
    """A screen over a mode that asks for something."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "app.help", "Show these keys")]
