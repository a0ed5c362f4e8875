// The Lucene side of compare-indexing: indexes prepared articles, or answers how many documents an index holds.
//   IndexArticles index FILE FOLDER THREADS BUFFER_MB    FILE: fields end with U+001F, articles with U+001E
//   IndexArticles count FOLDER [WORD]
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

public final class IndexArticles {
  // The columns of the prepared file, in order.
  private static final String[] FIELDS = {
    "id", "title", "deck", "byline", "dateline", "source", "section", "topics", "language", "published", "body"
  };
  private static final List<String> SEARCHED = List.of("title", "body");
  private static final List<String> EXACT = List.of("id", "source", "section", "language", "published");

  /** Cuts the file into articles; the threads take turns. */
  private static final class Articles {
    private final BufferedReader in;

    Articles(BufferedReader in) {
      this.in = in;
    }

    /** The fields of the next article, or null at the end. */
    synchronized List<String> next() throws IOException {
      List<String> fields = new ArrayList<>(FIELDS.length);
      StringBuilder field = new StringBuilder();
      for (int character = in.read(); character >= 0; character = in.read()) {
        if (character == 0x1F || character == 0x1E) {
          fields.add(field.toString());
          field.setLength(0);
          if (character == 0x1E) {
            return fields;
          }
        } else {
          field.append((char) character);
        }
      }
      if (!fields.isEmpty() || field.length() > 0) {
        throw new IOException("the file ends in the middle of an article");
      }
      return null;
    }
  }

  private static Document document(List<String> fields) throws IOException {
    if (fields.size() != FIELDS.length) {
      throw new IOException("an article has " + fields.size() + " fields instead of " + FIELDS.length);
    }
    Document document = new Document();
    for (int i = 0; i < FIELDS.length; ++i) {
      String name = FIELDS[i];
      if (SEARCHED.contains(name)) {
        document.add(new TextField(name, fields.get(i), Field.Store.YES));
      } else if (EXACT.contains(name)) {
        document.add(new StringField(name, fields.get(i), Field.Store.YES));
      } else {
        document.add(new StoredField(name, fields.get(i)));
      }
    }
    return document;
  }

  private static Void addAll(Articles articles, IndexWriter writer) throws IOException {
    for (List<String> fields = articles.next(); fields != null; fields = articles.next()) {
      writer.addDocument(document(fields));
    }
    return null;
  }

  private static void index(Path file, Path folder, int threads, double bufferMb) throws Exception {
    IndexWriterConfig config = new IndexWriterConfig(new EnglishAnalyzer());
    config.setRAMBufferSizeMB(bufferMb);
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        IndexWriter writer = new IndexWriter(FSDirectory.open(folder), config)) {
      Articles articles = new Articles(in);
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < threads; ++i) {
        running.add(workers.submit(() -> addAll(articles, writer)));
      }
      for (Future<Void> worker : running) {
        worker.get();
      }
      writer.forceMerge(1);
    } finally {
      workers.shutdownNow();
    }
  }

  private static void count(Path folder, String word) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(folder))) {
      if (word == null) {
        System.out.println(reader.numDocs());
        return;
      }
      Analyzer analyzer = new EnglishAnalyzer();
      BooleanQuery.Builder query = new BooleanQuery.Builder();
      for (String field : SEARCHED) {
        query.add(new QueryBuilder(analyzer).createBooleanQuery(field, word), BooleanClause.Occur.SHOULD);
      }
      System.out.println(new IndexSearcher(reader).count(query.build()));
    }
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 5 && arguments[0].equals("index")) {
      int threads = Integer.parseInt(arguments[3]);
      index(Path.of(arguments[1]), Path.of(arguments[2]), threads, Double.parseDouble(arguments[4]));
    } else if (arguments.length >= 2 && arguments.length <= 3 && arguments[0].equals("count")) {
      count(Path.of(arguments[1]), arguments.length == 3 ? arguments[2] : null);
    } else {
      System.err.println("usage: IndexArticles index FILE FOLDER THREADS BUFFER_MB | count FOLDER [WORD]");
      System.exit(2);
    }
  }
}
