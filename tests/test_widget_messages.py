"""What passes between a page's buttons and the kernel, without a page. (The same on IJava, with its kernel.json in place of ours.)"""

from typing import Any

import pytest

from kernels import SET_UP, Kernel

LIVE = """
class Four implements weakrefs.widget.Live {
    int clicked = -1;
    public String place() { return "four"; }
    public weakrefs.show.View view() { return weakrefs.show.View.text("clicked " + clicked); }
    public Optional<weakrefs.widget.Widget> widget() {
        return Optional.of(new weakrefs.widget.Widget.Choice("what", List.of("fails", "recurses", "fills", "loops", "prints"),
            OptionalInt.empty(), i -> { clicked = i; click(i); }));
    }
    void click(int i) {
        switch (i) {
            case 0 -> throw new IllegalStateException("<img src=x onerror=hacked=1>");
            case 1 -> click(1);
            case 2 -> Arrays.fill(new Object[1][1], new long[Integer.MAX_VALUE]);
            case 3 -> { while (true) clicked = 3; }
            default -> System.out.println("Hello & good night");
        }
    }
}"""
STOPPED = "That took longer than 2 seconds, so it was told to stop. If the notebook is slow now, restart its kernel."


class Buttons:
    """What a page would know of the widgets."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.models: dict[str, dict[str, Any]] = {}
        self.updates: list[dict[str, Any]] = []
        self.outputs: list[dict[str, Any]] = []

    def take(self, message: dict[str, Any]) -> None:
        content = message["content"]
        match message["msg_type"]:
            case "comm_open":
                assert message["metadata"]["version"] == "2.1.0"
                self.models[content["comm_id"]] = content["data"]["state"]
            case "comm_msg":
                assert content["data"]["method"] == "update"
                self.models[content["comm_id"]].update(content["data"]["state"])
                self.updates.append(content["data"]["state"])
            case "comm_close":
                del self.models[content["comm_id"]]
            case "display_data" | "update_display_data" | "execute_result":
                self.outputs.append(content)

    def run(self, source: str) -> None:
        self.outputs = []
        reply = self.kernel.client.execute_interactive(source, output_hook=self.take, timeout=120)
        assert reply["content"]["status"] == "ok", reply

    def send(self, kind: str, content: dict[str, Any]) -> None:
        """As the page does; then waits until the kernel has done it."""
        client = self.kernel.client
        message = client.session.msg(kind, content)
        client.shell_channel.send(message)
        while True:
            answer = client.get_iopub_msg(timeout=60)
            if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            self.take(answer)
            if answer["content"].get("execution_state") == "idle":
                return

    def click(self, index: int) -> None:
        """On the last choice that was shown."""
        choice = [id for id, state in self.models.items() if "index" in state][-1]
        self.models[choice]["index"] = index
        self.send("comm_msg", {"comm_id": choice, "data": {"method": "update", "state": {"index": index}, "buffer_paths": []}})
        assert not self.models.get(choice, {}).get("disabled")

    def press(self, label: str) -> None:
        """On the last button with this label; or on what a choice offers."""
        for id, state in reversed(self.models.items()):
            if state.get("description") == label:
                self.send("comm_msg", {"comm_id": id, "data": {"method": "custom", "content": {"event": "click"}}})
                return
            if label in state.get("_options_labels", []):
                index = state["_options_labels"].index(label)
                self.send("comm_msg", {"comm_id": id, "data": {"method": "update", "state": {"index": index}, "buffer_paths": []}})
                return
        raise AssertionError(f"no button {label}: {self.models}")

    def says(self, text: str) -> bool:
        return any(state["value"].startswith(text) for state in self.models.values() if state["_model_name"] == "HTMLModel")

    def comms(self) -> int:
        self.kernel.client.comm_info(target_name="jupyter.widget")
        return len(self.kernel.client.get_shell_msg(timeout=60)["content"]["comms"])


@pytest.fixture(scope="module")
def buttons():
    with Kernel() as kernel:
        kernel.text(SET_UP)
        kernel.text(LIVE)
        yield Buttons(kernel)


@pytest.mark.parametrize(("index", "said"), [
    (0, "That didn't work: java.lang.IllegalStateException: &lt;img src=x onerror=hacked=1&gt;. Run the cell again to start over."),
    (1, "That didn't work: java.lang.StackOverflowError. Run the cell again to start over."),
    (2, "That didn't work: java.lang.OutOfMemoryError: "),
    (3, STOPPED),
    (4, "Hello &amp; good night"),
])
def test_whatever_a_click_does_it_is_told_and_the_next_cell_answers(buttons, index, said):
    buttons.run("Four four = new Four(); four")
    buttons.updates.clear()
    buttons.click(index)
    if index == 3:
        assert {"disabled": True} in buttons.updates and {"disabled": False} in buttons.updates
    assert buttons.says(said), buttons.models
    assert buttons.kernel.text("1 + 1") == "2"
    buttons.click(4)
    assert buttons.says("Hello &amp; good night") and not buttons.says("That")


def test_its_text_follows_with_the_next_one(buttons):
    buttons.run("Four four = new Four(); four")
    buttons.click(4)
    assert buttons.outputs[0]["data"]["text/plain"] == "clicked -1"
    buttons.run('predict("another", "?", "yes", "no")')
    assert "clicked 4" in [output["data"]["text/plain"] for output in buttons.outputs]


def test_what_others_print_meanwhile_goes_where_it_always_went(buttons):
    assert buttons.kernel.text('System.out.println("after the clicks");') == "after the clicks\n"


def test_twenty_runs_leave_no_more_than_one_and_hold_nobody(buttons):
    buttons.run("Four first = new Four(); WeakReference<Object> peek = new WeakReference<>(first); first")
    once = buttons.comms()
    for _ in range(19):
        buttons.run("first = null; Four again = new Four(); again")
    assert buttons.comms() == once
    assert buttons.kernel.text("awaitCleared(peek); peek.refersTo(null)") == "true"


def test_a_page_that_is_opened_later_hears_of_all_widgets(buttons):
    buttons.run('predict("rain", "?", "yes", "no")')
    later = Buttons(buttons.kernel)
    states = {}
    later.take = lambda message: states.update(message["content"].get("data", {}).get("states", {}))
    later.send("comm_open", {"comm_id": "abc", "target_name": "jupyter.widget.control", "data": {}})
    later.send("comm_msg", {"comm_id": "abc", "data": {"method": "request_states"}})
    shown = [id for id in buttons.models if buttons.models[id].get("_options_labels") == ["yes", "no"]][-1]
    assert states[shown]["state"] == buttons.models[shown]
    assert {s["model_module"] for s in states.values()} == {"@jupyter-widgets/controls"}


def test_nothing_tells_the_answer_before_the_guess(buttons):
    """The answer is one that no id can have in it, as an id had 4711."""
    buttons.run('predict("secret", "?", "yes", "no")')
    buttons.run('outcome("secret", "zebras")')
    assert "zebras" not in str(buttons.outputs) + str(buttons.models)
    buttons.run('predict("secret", "No", "yes", "no")')
    assert buttons.says("You guessed no, but it was zebras.")
    assert "zebras" in str(buttons.outputs)


@pytest.mark.parametrize(("guess", "told"), [
    ("yes", "✔ You guessed yes, and you were right."),
    ("no", "You guessed no, but it was yes. Surprised? Read on."),
    ("Show me", "You didn't guess. The answer: yes."),
])
def test_a_typed_guess_gets_text(buttons, guess, told):
    buttons.run(f'predict("typed", "{guess}", "yes", "no")')
    before = buttons.comms()
    buttons.run('outcome("typed", "yes")')
    assert [o["data"]["text/plain"] for o in buttons.outputs] == [told]
    assert buttons.comms() == before


def test_a_click_is_kept_when_its_cell_runs_again(buttons):
    buttons.run('predict("again", "?", "yes", "no")')
    buttons.click(1)
    buttons.run('predict("again", "?", "yes", "no")')
    assert [s["index"] for s in buttons.models.values() if "index" in s][-1] == 1


PLAY = "Notebook.show(new Playground());"
PEOPLE = """
System.out.println(classHistogram().get().lines().filter(line -> line.contains("weakrefs.story.Person"))
    .map(line -> line.strip().split("\\s+")[1]).findFirst().orElse("nobody"));"""


def picture(buttons: Buttons) -> str:
    return [s["value"] for s in buttons.models.values() if s.get("value", "").startswith("<svg")][-1]


def tiles(buttons: Buttons) -> str:
    """What a screen reader reads in place of the playground's tiles."""
    return picture(buttons).partition('aria-label="')[2].partition('"')[0]


def test_the_playground_plays(buttons):
    buttons.run(PLAY)
    assert tiles(buttons) == "0 on the screen, 0 out of sight, 0 gone, 200 not loaded"
    for label, told in [
        ("Who holds the first person on the screen?", "Nobody is on the screen."),
        ("Next page", "You looked up 50 people, Ada to Zara. The cache had to load them all."),
        ("Collect garbage", "Garbage was collected, and "),
        ("Who holds the first person on the screen?", "The first person on the screen is Ugo. The screen holds them. The cache only knows where they are."),
        ("Who holds the first person to leave it?", "The first person to leave the screen was Ada. Nobody held them anymore, so a collection took them."),
        ("60 rows", "The screen has room for 60 now."),
        ("Next page", "You looked up 50 people, Ada B to Zara B."),
        ("Clear the screen", "The screen is empty."),
        ("Collect garbage", "Garbage was collected, "),
        ("never forgets", "Here's a new cache that never forgets. Nobody is loaded yet."),
    ]:
        buttons.press(label)
        assert buttons.says(told), (label, buttons.models)
        if label == "Clear the screen":
            assert tiles(buttons).startswith("0 on the screen")
    assert buttons.kernel.text("1 + 1") == "2"


def test_a_new_playground_lets_the_old_one_and_its_people_go(buttons):
    buttons.run(PLAY)
    once = buttons.comms()
    buttons.press("never forgets")
    for _ in range(4):
        buttons.press("Next page")
    buttons.press("Collect garbage")
    assert "0 gone" in tiles(buttons)
    assert buttons.kernel.text(PEOPLE) == "200\n"
    for _ in range(20):
        buttons.run(PLAY)
    assert buttons.comms() == once
    assert buttons.kernel.text(PEOPLE) == "nobody\n"


def test_a_name_under_a_tile_is_the_persons_own(buttons):
    buttons.run(PLAY)
    buttons.press("Next page")
    shown = picture(buttons)
    assert shown.count("<title>") == 200
    assert "<title>Ugo: on the screen</title>" in shown and "<title>Zara D: not loaded</title>" in shown
