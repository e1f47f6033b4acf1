/**
 * What the story is about: a {@link weakrefs.story.Book} in a library, and a {@link
 * weakrefs.story.PhoneBook} that loads a {@link weakrefs.story.Person} when somebody looks one up
 * and puts them on the {@link weakrefs.story.Screen}. {@link weakrefs.story.LookUps} says who gets
 * looked up; {@link weakrefs.story.Lamps} stand for what isn't memory but has to be given back.
 *
 * <p>Nothing here knows about references or caches, and nothing is shared behind your back: when
 * you ask for a person you get a new one, and nobody else holds it.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.story;
