"""A form: fields to fill in, saved by a service; nothing typed is lost when it refuses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static, TextArea

from crmcli.errors import (
    CrmError,
    NeedsRevisionError,
    NotLoggedInError,
    PossibleDuplicateError,
    StaleError,
)
from crmcli.i18n import _
from crmcli.output import safe
from crmcli.tui.screens.dialog import Question, Versions
from crmcli.tui.screens.said import defect, told

T = TypeVar("T")
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its key, what it is called, and what stands in it."""

    key: str
    title: str
    value: str = ""
    choices: Sequence[tuple[str, str]] | None = None
    """What people read and what is meant; any text may be written without them."""
    lines: bool = False
    hint: str = ""


class Form(ModalScreen[T | None], Generic[T]):
    """Fields, and what saves them. The answer is what was saved; nothing where it was left.

    ``save`` is given what is filled in, and whether to go on in spite of possible duplicates.
    ``theirs`` fetches the fields as the store has them now, where somebody else saved meanwhile.
    ``propose`` saves key fields as a proposal, with the reason that is given for it; ``yes`` is
    what the button that saves says.
    """

    AUTO_FOCUS = ""
    BINDINGS = [  # noqa: RUF012 - the toolkit's form
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "save", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values, bool], Awaitable[T]],
        *,
        theirs: Callable[[], Awaitable[Values]] | None = None,
        newest: Callable[[], None] = lambda: None,
        propose: Callable[[Values, str], Awaitable[T]] | None = None,
        yes: str | None = None,
    ) -> None:
        super().__init__()
        self._yes = yes or _("Save")
        self._title, self._fields, self._save = title, list(fields), save
        self._theirs, self._newest, self._propose = theirs, newest, propose
        self._saving = False

    def compose(self) -> ComposeResult:
        """A line a field, and two buttons."""
        with Vertical(classes="dialog form"):
            yield Static(Text(safe.one_line(self._title), style="bold"))
            with VerticalScroll(id="fields", can_focus=False):
                for field in self._fields:
                    yield Label(Text(field.title))
                    yield self._widget(field)
            yield from self.more()
            yield Static("", id="error")
            with Horizontal(classes="buttons"):
                yield Button(f"{self._yes} ^s", id="save", variant="primary")
                yield Button(f"{_('Leave')} Esc", id="leave")

    def on_mount(self) -> None:
        """Begin where one writes: in the first line; in the text where a choice comes first."""
        fields = list(self.query("#fields Input, #fields TextArea, #fields Select"))
        if fields and isinstance(fields[0], Select):
            fields = [*self.query("#fields TextArea"), *fields]
        if fields:
            fields[0].focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show what a field is called, too."""
        siblings = event.widget.parent.children if event.widget.parent is not None else ()
        place = list(siblings).index(event.widget) if event.widget in siblings else 0
        if place and isinstance(siblings[place - 1], Label):
            self.call_after_refresh(siblings[place - 1].scroll_visible, animate=False)

    def more(self) -> ComposeResult:
        """What stands below the fields."""
        yield from ()

    @staticmethod
    def _widget(field: Field) -> Input | TextArea | Select[str]:
        name = f"field-{field.key}"
        if field.choices is not None:
            options = [(Text(safe.one_line(label)), value) for label, value in field.choices]
            if field.value and field.value not in {value for _label, value in field.choices}:
                options.append((Text(safe.one_line(field.value)), field.value))  # as it is, still
            chosen = field.value or Select.NULL
            return Select(cast("Any", options), value=chosen, id=name, prompt="")
        if field.lines:
            return TextArea(field.value, id=name, tab_behavior="focus")
        return Input(field.value, id=name, placeholder=field.hint)

    def values(self) -> dict[str, str]:
        """What is filled in, by key."""
        found: dict[str, str] = {}
        for field in self._fields:
            widget = self.query_one(f"#field-{field.key}")
            if isinstance(widget, Select):
                found[field.key] = "" if widget.is_blank() else str(widget.value)
            elif isinstance(widget, TextArea):
                found[field.key] = widget.text
            elif isinstance(widget, Input):
                found[field.key] = widget.value
        return found

    def changed(self) -> dict[str, str]:
        """What is filled in otherwise than it was."""
        before = {field.key: field.value for field in self._fields}
        return {key: value for key, value in self.values().items() if value != before[key]}

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or leave."""
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()

    def on_input_submitted(self) -> None:
        """Enter in a line goes to the next one."""
        self.focus_next()

    def action_save(self) -> None:
        """Save what is filled in."""
        self._try(force=False)

    def _try(self, *, force: bool) -> None:
        """Save, unless that goes on already: nothing is saved twice."""
        if not self._saving:
            self._saving = True
            save = partial(self._saved, force=force)
            self.run_worker(cast("Any", save), group="save", exit_on_error=False)

    async def _saved(self, *, force: bool) -> None:
        self.say("")
        self.query_one("#save", Button).disabled = True
        try:
            done = await self._save(self.values(), force)
        except NotLoggedInError as error:
            cast("Any", self.app).leave_with(error)
        except PossibleDuplicateError as error:
            self._ask_whether_the_same(error)
        except StaleError as error:
            self.say(told(error))
            self._compare(error)
        except NeedsRevisionError as error:
            self._ask_for_a_reason(error)
        except CrmError as error:
            self.say(told(error))
        except Exception as error:  # what is typed stays, whatever happens
            self.say(told(defect(error)))
        else:
            self.dismiss(done)
        finally:
            self._saving = False
            if self.is_attached:
                self.query_one("#save", Button).disabled = False

    def say(self, message: str) -> None:
        """Say what is wrong, below the fields."""
        if self.is_attached:
            self.query_one("#error", Static).update(Text(safe.one_line(message)))

    def _ask_whether_the_same(self, error: PossibleDuplicateError) -> None:
        def answered(another: bool | None) -> None:
            if another:
                self._try(force=True)

        self.say(error.message)
        question = Question(error.message, _("It is another one: add it"), _("Leave"))
        self.app.push_screen(question, answered)

    def _ask_for_a_reason(self, error: NeedsRevisionError) -> None:
        propose = self._propose
        if propose is None:
            self.say(told(error))
            return

        async def save(values: Values, _force: bool) -> T:
            return await propose(self.values(), values["reason"])

        def answered(done: T | None) -> None:
            if done is not None:
                self.dismiss(done)

        self.say(error.message)
        reason = Field("reason", _("Why it should change: this is proposed and awaits approval"))
        self.app.push_screen(Form(error.message, [reason], save, yes=_("Propose")), answered)

    def _compare(self, error: StaleError) -> None:
        if self._theirs is None:
            return
        mine = self.values()

        def answered(over: bool | None) -> None:
            self._newest()
            if over:
                self._try(force=False)

        def show(theirs: Values) -> None:
            fields = [(f.title, theirs.get(f.key, ""), mine[f.key]) for f in self._fields]
            self.app.push_screen(Versions(error.message, fields), answered)

        self.find(self._theirs, show, self.say, group="theirs")

    def find(
        self,
        ask: Callable[[], Awaitable[Any]],
        then: Callable[[Any], object],
        otherwise: Callable[[str], object],
        *,
        group: str,
    ) -> None:
        """Ask the store, and show its answer; a newer question of the same group takes over."""
        asked = partial(self._asked, ask, then, otherwise)
        self.run_worker(cast("Any", asked), group=group, exclusive=True, exit_on_error=False)

    async def _asked(
        self,
        ask: Callable[[], Awaitable[Any]],
        then: Callable[[Any], object],
        otherwise: Callable[[str], object],
    ) -> None:
        """Wait for an answer of the store, and show it while the form is there and on top."""
        try:
            found = await ask()
        except NotLoggedInError as error:
            cast("Any", self.app).leave_with(error)
        except CrmError as error:
            otherwise(told(error))
        except Exception as error:  # whatever fails is said, and what is typed stays
            otherwise(told(defect(error)))
        else:
            if self.is_attached and self.app.screen is self:
                then(found)

    def action_leave(self) -> None:
        """Leave; what was typed is given up only after a yes."""

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss(None)

        if self._saving:
            return
        if not self.changed():
            self.dismiss(None)
            return
        self.app.push_screen(
            Question(_("Leave without saving what you wrote?"), _("Leave"), _("Go on writing")),
            answered,
        )
