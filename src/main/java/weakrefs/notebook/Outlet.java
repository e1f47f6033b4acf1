package weakrefs.notebook;

import java.lang.reflect.Field;

/** The socket by which a kernel publishes what cells print and show. */
final class Outlet {
  private Outlet() {}

  /**
   * From now on the kernel waits for a reader that is slower than the cell. As both kernels make
   * the socket, it drops what comes after a thousand messages (ZeroMQ's high-water mark): lines,
   * and the news that the cell has ended, for which JupyterLab then waits for ever.
   *
   * <p>Where a kernel is built otherwise than we know it, nothing happens.
   *
   * @param commManager of the kernel, which knows the socket; may be null
   * @return whether it waits now
   */
  static boolean loseNothing(Object commManager) {
    try {
      Object socket = iopub(commManager);
      synchronized (socket) { // as the kernel does, for each message
        return (boolean)
            socket.getClass().getMethod("setXpubNoDrop", boolean.class).invoke(socket, true);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  private static Object iopub(Object commManager) throws ReflectiveOperationException {
    for (Class<?> type = commManager.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals("iopub")) {
          field.setAccessible(true);
          return field.get(commManager);
        }
      }
    }
    throw new NoSuchFieldException("iopub");
  }
}
