"""The exercises of 08."""

KEYS = """Supplier<List<Object>> keys = () -> List.of({keys});
Check.keysThatGo(keys)"""

NOTES = """class MyNotes implements StickyNotes {{
    {fields}
    public void stick(Book book, String text) {{ {stick} }}
    public String read(Book book) {{ {read} }}
}}"""

WRONG = {
    "keys": [
        (KEYS.format(keys='"Heidi", 1000, new Book("Momo")'), "It's a string literal"),
        (KEYS.format(keys='new String("Momo"), 100, new Book("Momo")'), "100 stays. It's a boxed value"),
        (KEYS.format(keys='new String("Momo"), 1000, TimeUnit.HOURS'), "HOURS stays. It's an enum constant"),
        (KEYS.format(keys='new Book("Heidi"), new Book("Momo")'), "You made 2, with 0 strings and 0 numbers"),
        ("Book kept = new Book(\"Momo\");\n" + KEYS.format(keys='new String("Momo"), 1000, kept'), "because kept holds it"),
    ],
    "notes": [
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
            "your notes still hold it: notes.notes",
        ),
        (
            NOTES.format(
                fields="Map<String, String> notes = new HashMap<>();",
                stick="notes.put(book.title(), text);",
                read="return notes.get(book.title());",
            ),
            "Two books with the same title",
        ),
    ],
    "leak": [
        ('Check.leak(shop, "till")', "keeps only the last 20 receipts"),
        ('Check.leak(shop, "inside")', "went home in the evening"),
        ('Check.leak(shop, "Umbrella")', "Which field of the shop holds it?"),
        ('Check.leak(shop, "cellar")', "doesn't have a field “cellar”"),
    ],
}
