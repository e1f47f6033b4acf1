"""The exercises of 12."""

TEST = '''String test = """
    import java.lang.ref.*; import weakrefs.kiosk.*;
    class VisitTest {{
        public static void main(String[] version) throws Exception {{
            Kiosk kiosk = Kiosk.of(version[0]);
            WeakReference<Visit> peek = new WeakReference<>(kiosk.enter("Ada"));
            kiosk.leave(peek.get());
            {body}
        }}
    }}
    """;
Check.patientTest(test)'''

WRONG = {
    "leak": [
        ('Check.leak(shop, "till")', "keeps only the last 20 receipts"),
        ('Check.leak(shop, "inside")', "went home in the evening"),
        ('Check.leak(shop, "Umbrella")', "Which field of the shop holds it?"),
        ('Check.leak(shop, "cellar")', "doesn't have a field “cellar”"),
        ('Check.leak(shop, "till[0]")', "keeps only the last 20 receipts"),
        ('Check.leak(shop, "weakrefs.exercise.LeakyShop$Umbrella")', "is what stays, or a part of it"),
        ('Check.leak(shop, "owner")', "is what stays, or a part of it"),
        ('Check.leak(shop, "made")', "doesn't have a field “made”"),
        ('Check.leak(shop, "100 %s")', "doesn't have a field “100 %s”"),
        ('Check.leak(null, "till")', "○ There's no shop yet."),
        ("Check.leak(shop, null)", "○ Which class has more and more objects"),
    ],
    "patientTest": [
        (
            TEST.format(body='System.gc(); if (!peek.refersTo(null)) { throw new AssertionError("still there"); }'),
            "fails on a kiosk that's tidy, but half a second late",
        ),
        (
            TEST.format(body="for (int i = 0; i < 20 && !peek.refersTo(null); i++) { System.gc(); Thread.sleep(100); }"),
            "passes on the kiosk that leaks. If the visit is still there at the deadline, throw an AssertionError",
        ),
        (
            TEST.format(body='Visit ada = peek.get(); Thread.sleep(1000); System.gc(); if (!peek.refersTo(null)) { throw new AssertionError(ada); }'),
            "fails on the kiosk that's tidy, too. It says: Exception in thread",
        ),
        (TEST.format(body="while (!peek.isGone()) { System.gc(); }"), "Java can't compile your test. It says: line 7: error"),
        ('Check.patientTest("")', "○ Write your test between the quotes"),
        ("Check.patientTest(null)", "○ Write your test between the quotes"),
    ],
}
