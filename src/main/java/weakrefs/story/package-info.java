/**
 * What the story talks about: a {@link weakrefs.story.Book} in a library, and a {@link
 * weakrefs.story.PhoneBook} that loads a {@link weakrefs.story.Person} when somebody looks one up
 * and puts them on the {@link weakrefs.story.Screen}. {@link weakrefs.story.LookUps} says who is
 * looked up; {@link weakrefs.story.Lamps} are what isn't memory, and has to be given back.
 *
 * <p>Nothing here knows about references or caches, and no object here is shared behind the
 * caller's back: who asks for a person gets a new one. So whoever holds it is the only one who
 * does.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.story;
