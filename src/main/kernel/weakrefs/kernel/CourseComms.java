package weakrefs.kernel;

import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommFactory;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;

/** JJava's comms, whose messages are sent in one piece even if the cell is stopped meanwhile. */
final class CourseComms extends CommManager {
  @Override
  public <T extends Comm> T openComm(String target, CommFactory<T> factory) {
    return Sender.call(() -> super.openComm(target, factory));
  }

  @Override
  public void messageComm(
      String id, JsonObject data, Map<String, Object> metadata, List<byte[]> blobs) {
    Sender.run(() -> super.messageComm(id, data, metadata, blobs));
  }

  @Override
  public void closeComm(Comm comm) {
    Sender.run(() -> super.closeComm(comm));
  }
}
