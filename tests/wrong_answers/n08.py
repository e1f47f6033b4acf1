"""The exercises of 08."""

KEYS = """Supplier<List<Object>> keys = () -> List.of({keys});
Check.keysThatGo(keys)"""

NOTES = """class MyNotes implements StickyNotes {{
    {fields}
    public void stick(Book book, String text) {{ {stick} }}
    public String read(Book book) {{ {read} }}
}}"""

WRONG = {
    "keysThatGo": [
        (KEYS.format(keys='"Heidi", 1000, new Book("Momo")'), '"Heidi" stays. It\'s a string literal'),
        (KEYS.format(keys='new String("Momo"), 100, new Book("Momo")'), "100 stays. It's a boxed value"),
        (KEYS.format(keys='new String("Momo"), 1000, TimeUnit.HOURS'), "HOURS stays. It's an enum constant"),
        (KEYS.format(keys='new Book("Heidi"), new Book("Momo")'), "You made 2, with 0 strings and 0 numbers"),
        ('Book kept = new Book("Momo");\n' + KEYS.format(keys='new String("Momo"), 1000, kept'), "because kept holds it"),
        (KEYS.format(keys='Thread.currentThread().getThreadGroup(), new String("Momo"), 1000'), "because something outside your function holds it"),
        (KEYS.format(keys=""), "You made 0, with 0 strings and 0 numbers"),
        (KEYS.format(keys='new Book("a"), new Book("b"), new Book("c")'), "You made 3, with 0 strings and 0 numbers"),
        ("Check.keysThatGo(() -> null)", "One of the keys is null"),
        ('Check.keysThatGo(() -> Arrays.asList("a", 1, null))', "One of the keys is null"),
        ("Check.keysThatGo(null)", "○ Make three keys: a string, a number and something else."),
    ],
    "myNotes": [
        (
            NOTES.format(
                fields="Map<Book, WeakReference<Comment>> notes = new WeakHashMap<>();",
                stick="notes.put(book, new WeakReference<>(new Comment(book, text)));",
                read="return notes.get(book).get().text();",
            ),
            "nobody held the note",
        ),
        (
            NOTES.format(
                fields="Map<Book, String> notes = new HashMap<>();",
                stick="notes.put(book, text);",
                read="return notes.get(book);",
            ),
            "your notes still hold it: notes.notes.keySet()",
        ),
        (
            NOTES.format(
                fields="Map<String, String> notes = new HashMap<>();",
                stick="notes.put(book.title(), text);",
                read="return notes.get(book.title());",
            ),
            "Two books with the same title",
        ),
        (
            NOTES.format(
                fields="Map<Book, String> notes = new WeakHashMap<>(); List<String> all = new ArrayList<>();",
                stick="notes.put(book, text); all.add(text);",
                read="return notes.get(book);",
            ),
            "its note is still there: notes.all[",
        ),
        (NOTES.format(fields="", stick="", read="return null;"), "but read gave us “null”"),
        ("Check.myNotes(() -> null)", "There are no notes, because your code returned null"),
        ("Check.myNotes(null)", "○ Give the check your class: MyNotes::new."),
    ],
}
