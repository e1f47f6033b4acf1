package weakrefs.lab;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One thread writes library cards, each with its reader's name, and puts them on a desk. Another
 * one looks at the card on the desk, over and over, and counts those that it finds empty, although
 * the constructor fills each card in. They share the desk in four ways, for about half a second
 * each.
 *
 * <p>Only two of them are promised to work (Java Language Specification, 17.4.5 and 17.5): a
 * volatile field, and a card whose field is final. How many empty cards the others show is up to
 * the compiler, the processor and luck, and on a machine with one processor there may be none.
 *
 * <pre>{@code
 * Publication experiment = new Publication();
 * experiment.run();
 * experiment.table();      // a row for each way
 * }</pre>
 */
public final class Publication extends Experiment<List<Publication.Seen>> {
  /** How the two threads share the card. */
  public static final String WAY = "The card is in";

  /** How often the second thread saw a card. */
  public static final String LOOKS = "Looks";

  /** How often it had no name on it. */
  public static final String EMPTY = "Empty cards";

  /** What the second thread saw on one desk. The way is last because it has spaces. */
  record Seen(long looks, long empty, String way) {}

  /** Prepares the experiment; nothing runs yet. */
  public Publication() {
    super(TwoThreads.class, List.of("-Xms16m", "-Xmx16m", "-XX:+UseSerialGC"));
  }

  @Override
  List<Seen> experiment() {
    return ask(Seen.class);
  }

  /** What it saw: a row for each way. The columns are this class's constants. */
  public Table table() {
    Table table =
        Table.create(
            "Cards, seen by another thread",
            StringColumn.create(WAY),
            LongColumn.create(LOOKS),
            LongColumn.create(EMPTY));
    for (Seen each : seen()) {
      table.stringColumn(WAY).append(each.way);
      table.longColumn(LOOKS).append(each.looks);
      table.longColumn(EMPTY).append(each.empty);
    }
    return table;
  }

  /** What its JVM does: it tries one desk after another, and says what was {@link Seen}. */
  static final class TwoThreads {
    private static final long NANOS_EACH = 600_000_000;
    private static final int AT_ONCE = 100_000;

    private volatile boolean isOver;

    /** Takes nothing. */
    public static void main(String[] arguments) {
      Lines.untilDone(
          () ->
              List.of(new PlainField(), new WeakField(), new FinalCards(), new VolatileField())
                  .forEach(desk -> Lines.say(new TwoThreads().tried(desk))));
    }

    private Seen tried(Desk desk) {
      Thread writer =
          new Thread(
              () -> {
                while (!isOver) {
                  desk.write(AT_ONCE);
                }
              });
      writer.start();
      Seen seen = new Seen(0, 0, desk.way);
      for (long end = System.nanoTime() + NANOS_EACH; System.nanoTime() < end; ) {
        long empty = desk.look(AT_ONCE);
        seen = new Seen(seen.looks + AT_ONCE, seen.empty + empty, desk.way);
      }
      isOver = true;
      try {
        writer.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return seen;
    }
  }

  private static final class Reader {
    String name;

    Reader(String name) {
      this.name = name;
    }
  }

  private static final class Card {
    Reader reader;

    Card(Reader reader) {
      this.reader = reader;
    }
  }

  private static final class FinalCard {
    final Reader reader;

    FinalCard(Reader reader) {
      this.reader = reader;
    }
  }

  /** Each has its own loops, so the compiler sees the plain code that a program would have. */
  private abstract static class Desk {
    final String way;

    /** Read before each look, or the compiler would look once and be done. */
    volatile int blink;

    Desk(String way) {
      this.way = way;
    }

    abstract void write(int cards);

    abstract long look(int times);
  }

  private static final class PlainField extends Desk {
    Card card = new Card(new Reader("Ada"));

    PlainField() {
      super("a plain field");
    }

    @Override
    void write(int cards) {
      for (int i = 0; i < cards; i++) {
        card = new Card(new Reader("Ada"));
      }
    }

    @Override
    long look(int times) {
      long empty = 0;
      for (int i = blink; i < times; i += 1 + blink) {
        empty += card.reader == null ? 1 : 0;
      }
      return empty;
    }
  }

  private static final class WeakField extends Desk {
    WeakReference<Card> card = new WeakReference<>(new Card(new Reader("Ada")));

    WeakField() {
      super("a weak reference in a plain field");
    }

    @Override
    void write(int cards) {
      for (int i = 0; i < cards; i++) {
        card = new WeakReference<>(new Card(new Reader("Ada")));
      }
    }

    @Override
    long look(int times) {
      long empty = 0;
      for (int i = blink; i < times; i += 1 + blink) {
        Card seen = card.get();
        empty += seen != null && seen.reader == null ? 1 : 0;
      }
      return empty;
    }
  }

  private static final class FinalCards extends Desk {
    FinalCard card = new FinalCard(new Reader("Ada"));

    FinalCards() {
      super("a plain field, but the card's own field is final");
    }

    @Override
    void write(int cards) {
      for (int i = 0; i < cards; i++) {
        card = new FinalCard(new Reader("Ada"));
      }
    }

    @Override
    long look(int times) {
      long empty = 0;
      for (int i = blink; i < times; i += 1 + blink) {
        empty += card.reader == null ? 1 : 0;
      }
      return empty;
    }
  }

  private static final class VolatileField extends Desk {
    volatile Card card = new Card(new Reader("Ada"));

    VolatileField() {
      super("a volatile field");
    }

    @Override
    void write(int cards) {
      for (int i = 0; i < cards; i++) {
        card = new Card(new Reader("Ada"));
      }
    }

    @Override
    long look(int times) {
      long empty = 0;
      for (int i = blink; i < times; i += 1 + blink) {
        empty += card.reader == null ? 1 : 0;
      }
      return empty;
    }
  }
}
