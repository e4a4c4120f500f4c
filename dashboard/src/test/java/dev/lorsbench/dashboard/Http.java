package dev.lorsbench.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Real requests to a dashboard. */
final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Supplier<String> root;

  Http(Ledger ledger) {
    this(ledger.dashboard()::url);
  }

  Http(Supplier<String> root) {
    this.root = root;
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String path) throws Exception {
    return parsed(get(path));
  }

  JsonNode parsed(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The lines of an endless answer. */
  BufferedReader stream(String path) throws Exception {
    HttpRequest request = request(path).header("Accept", "text/event-stream").build();
    return new BufferedReader(
        new InputStreamReader(
            client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
            StandardCharsets.UTF_8));
  }

  /** The status line of a request that names another host. */
  String statusFor(String host) throws IOException {
    try (Socket socket = new Socket(DashboardOptions.LOOPBACK, URI.create(root.get()).getPort())) {
      String request = "GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  /** Follows a stream until its first line, then breaks the connection off as a dead reader's. */
  void followAndVanish(String path) throws IOException {
    try (Socket socket = new Socket(DashboardOptions.LOOPBACK, URI.create(root.get()).getPort())) {
      String request =
          "GET /"
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
              + Ledger.KEY
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
      socket.setSoLinger(true, 0);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root.get() + path))
        .header("Authorization", "Bearer " + Ledger.KEY);
  }
}
