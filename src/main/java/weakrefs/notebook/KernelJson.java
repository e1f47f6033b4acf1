package weakrefs.notebook;

import java.lang.reflect.Method;
import java.util.Map;

/**
 * JSON in the kernel's own types, which take reflection: JJava's are in a package of its own
 * ({@code shaded}) that no registry has, and IJava's are Gson's.
 */
final class KernelJson {
  private KernelJson() {}

  /** Adds this to a message's data. */
  static void fill(Object content, Map<String, Object> values) {
    try {
      Object data = dataOf(content);
      Object more = tree(values, data.getClass());
      for (String key : values.keySet()) {
        Object value = method(data, "get", 1).invoke(more, key);
        method(data, "add", 2).invoke(data, key, value);
      }
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  /** A message's data. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> read(Object content) {
    try {
      Object data = dataOf(content);
      Object gson = gson(data.getClass());
      for (Method each : gson.getClass().getMethods()) {
        Class<?>[] types = each.getParameterTypes();
        if (each.getName().equals("fromJson")
            && types.length == 2
            && types[0].isInstance(data)
            && types[1] == Class.class) {
          return (Map<String, Object>) each.invoke(gson, data, Map.class);
        }
      }
      throw new NoSuchMethodException("fromJson");
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  /** Calls a kernel's method that takes a JSON object as its only parameter. */
  static void send(Object comm, Map<String, Object> values) {
    try {
      Method send = method(comm, "send", 1);
      send.invoke(comm, tree(values, send.getParameterTypes()[0]));
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  private static Object dataOf(Object content) throws ReflectiveOperationException {
    return content.getClass().getMethod("getData").invoke(content);
  }

  private static Object tree(Map<String, Object> values, Class<?> jsonObject)
      throws ReflectiveOperationException {
    Object gson = gson(jsonObject);
    return method(gson, "toJsonTree", 1).invoke(gson, values);
  }

  /** With nulls, which it would leave out and Jupyter's widgets need. */
  private static Object gson(Class<?> jsonObject) throws ReflectiveOperationException {
    String home = jsonObject.getPackageName();
    Class<?> builder = Class.forName(home + ".GsonBuilder", true, jsonObject.getClassLoader());
    Object nulls = builder.getConstructor().newInstance();
    builder.getMethod("serializeNulls").invoke(nulls);
    return builder.getMethod("create").invoke(nulls);
  }

  private static Method method(Object owner, String name, int parameters)
      throws NoSuchMethodException {
    for (Method each : owner.getClass().getMethods()) {
      if (each.getName().equals(name) && each.getParameterCount() == parameters) {
        each.setAccessible(true); // a comm's class isn't public
        return each;
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static IllegalStateException unknown(ReflectiveOperationException e) {
    return new IllegalStateException("this kernel's JSON is built differently", e);
  }
}
