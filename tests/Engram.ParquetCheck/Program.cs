using DuckDB.NET.Data;

// Reads a sweep's results.parquet with a reader that shares no code with its writer, and compares it with results.csv.
// A second argument is a file with a query about it, whose rows are shown.
string folder = args.Length is 1 or 2 ? args[0] : throw new ArgumentException("Give the folder of a sweep, and a file with a query if need be.");
string parquet = $"read_parquet('{Path.Combine(folder, "results.parquet")}')";
string csv = $"read_csv('{Path.Combine(folder, "results.csv")}', header = true, all_varchar = true)";
using var connection = new DuckDBConnection("DataSource=:memory:");
connection.Open();

string[] columns = Column($"select column_name from (describe select * from {parquet})");
string[] types = Column($"select column_name || ' ' || column_type from (describe select * from {parquet})");
Require(columns.SequenceEqual(Column($"select column_name from (describe select * from {csv})")), "the columns differ");
foreach (string type in (string[])["run VARCHAR", "learningRate DOUBLE", "epochs UBIGINT", "seed UBIGINT", "skipFirstLayer BOOLEAN", "layer INTEGER", "value DOUBLE"])
{
    Require(types.Contains(type), $"there is no column {type}");
}

// As numbers where they are numbers: 0.01 may be written in several ways.
string typed = string.Join(", ", types.Select(type => type.Split(' ')).Select(pair => $"try_cast(\"{pair[0]}\" as {pair[1]}) as \"{pair[0]}\""));
long rows = Count($"select count(*) from {parquet}");
Require(rows > 0, "there are no rows");
Require(rows == Count($"select count(*) from {csv}"), "the numbers of rows differ");
Require(Count($"select count(*) from (select * from {parquet} except all select {typed} from {csv})") == 0, "a row of the Parquet file is not in the CSV file");
Require(Count($"select count(*) from (select {typed} from {csv} except all select * from {parquet})") == 0, "a row of the CSV file is not in the Parquet file");
Console.WriteLine($"fact: DuckDB {Column("select version()")[0]} reads {rows} rows and {columns.Length} columns of results.parquet as results.csv has them");

if (args.Length == 2)
{
    string[] found = Column($"select concat_ws(', ', columns(*)::varchar) from ({File.ReadAllText(args[1])})");
    Require(found.Length > 0, $"{args[1]} finds no rows");
    Console.WriteLine($"fact: {args[1]} finds {found.Length} rows");
}

string[] Column(string query)
{
    using DuckDBCommand command = connection.CreateCommand();
    command.CommandText = query;
    using DuckDBDataReader reader = command.ExecuteReader();
    var values = new List<string>();
    while (reader.Read())
    {
        values.Add(reader.GetString(0));
    }

    return [.. values];
}

long Count(string query)
{
    using DuckDBCommand command = connection.CreateCommand();
    command.CommandText = query;
    return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
}

void Require(bool holds, string otherwise)
{
    if (!holds)
    {
        throw new InvalidOperationException($"{folder}: {otherwise}");
    }
}
