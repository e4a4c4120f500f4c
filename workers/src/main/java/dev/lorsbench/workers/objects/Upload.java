package dev.lorsbench.workers.objects;

import dev.lorsbench.files.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Sends a file as one object, which is there whole or not at all: in one request, or in parts of
 * {@link #PART_BYTES} that become an object by the last request. Each request carries its bytes'
 * MD5, so the server refuses what was damaged on the way.
 */
record Upload(S3Client client, ObjectUri to) {
  /** More than S3's least part of 5 MiB; its limit of 10,000 parts is then 156 GiB. */
  static final int PART_BYTES = 16 << 20;

  /**
   * Sends.
   *
   * @throws IOException where the file cannot be read
   * @throws SdkException where the server does not take it; nothing of it stays there
   */
  void send(Path file) throws IOException {
    try (FileChannel in = RegularFile.channel(file)) {
      ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART_BYTES, in.size()));
      if (in.size() <= PART_BYTES) {
        fill(in, part);
        client.putObject(
            r -> r.bucket(to.bucket()).key(to.key()).contentMD5(md5(part)), body(part));
      } else {
        sendParts(in, part);
      }
    }
  }

  private void sendParts(FileChannel in, ByteBuffer part) throws IOException {
    String id = client.createMultipartUpload(r -> r.bucket(to.bucket()).key(to.key())).uploadId();
    try {
      List<CompletedPart> sent = new ArrayList<>();
      while (in.position() < in.size()) {
        fill(in, part);
        sent.add(sendPart(id, sent.size() + 1, part));
      }
      client.completeMultipartUpload(
          r ->
              r.bucket(to.bucket())
                  .key(to.key())
                  .uploadId(id)
                  .multipartUpload(all -> all.parts(sent)));
    } catch (IOException | RuntimeException e) {
      abort(id);
      throw e;
    }
  }

  private CompletedPart sendPart(String id, int number, ByteBuffer part) {
    String tag =
        client
            .uploadPart(
                r ->
                    r.bucket(to.bucket())
                        .key(to.key())
                        .uploadId(id)
                        .partNumber(number)
                        .contentMD5(md5(part)),
                body(part))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /** A server that is gone keeps the parts until the bucket's own rule clears them. */
  private void abort(String id) {
    try {
      client.abortMultipartUpload(r -> r.bucket(to.bucket()).key(to.key()).uploadId(id));
    } catch (SdkException gone) {
      return;
    }
  }

  private static void fill(FileChannel in, ByteBuffer part) throws IOException {
    part.clear();
    while (part.hasRemaining() && in.read(part) >= 0) {
      continue;
    }
    part.flip();
  }

  /** Bytes that can be sent again. */
  private static RequestBody body(ByteBuffer bytes) {
    return RequestBody.fromInputStream(
        new ByteArrayInputStream(bytes.array(), 0, bytes.limit()), bytes.limit());
  }

  private static String md5(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5"); // S3's word for a damaged request
      digest.update(bytes.duplicate());
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
