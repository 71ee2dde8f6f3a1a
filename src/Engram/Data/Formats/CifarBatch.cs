using Engram.Data.Files;
using Engram.Storage;

namespace Engram.Data.Formats;

/// <summary>The records of one of CIFAR-10's files: each a label and an image.</summary>
internal sealed class CifarBatch
{
    private readonly byte[] _records;
    private readonly int _recordSize;

    private CifarBatch(byte[] records, int recordSize)
    {
        _records = records;
        _recordSize = recordSize;
    }

    private int Count => _records.Length / _recordSize;

    /// <summary>Reads one file.</summary>
    /// <param name="stream">Its content.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="length">Bytes that it is said to have.</param>
    /// <param name="plausibleLength">Bytes that are taken on trust; memory beyond them is taken as they arrive.</param>
    /// <param name="mostBytes">Bytes that can be there at most.</param>
    /// <param name="dataset">Shape of the images, and the classes.</param>
    /// <exception cref="EngramException">Its length is not that of whole records, or a label has no class.</exception>
    public static CifarBatch Read(Stream stream, string name, long length, long plausibleLength, long mostBytes, DatasetDescription dataset)
    {
        int recordSize = 1 + dataset.Shape.InputSize;
        if (length <= 0 || length > Array.MaxLength || length % recordSize != 0)
        {
            throw new EngramException(
                $"{name} has {length} bytes, which is not a whole number of records of {recordSize} bytes each; replace it by a good copy.");
        }

        if (length > mostBytes)
        {
            throw new EngramException(
                $"{name} announces {length} bytes, but its archive can hold {mostBytes} at most; replace it by a good copy.");
        }

        byte[] records = BoundedRead.Values<byte>(stream, length, plausibleLength);
        if (records.Length < length)
        {
            throw new EngramException(
                $"{name} is cut short after {records.Length} of {length} bytes; replace it by a good copy.");
        }

        CifarBatch batch = new(records, recordSize);
        batch.CheckLabels(name, dataset.ClassNames.Count);
        return batch;
    }

    /// <summary>Makes a split of some files.</summary>
    /// <exception cref="EngramException">There are more pixels than one array can hold.</exception>
    public static ImageDataset Join(DatasetDescription dataset, string split, IReadOnlyList<CifarBatch> batches)
    {
        int inputSize = dataset.Shape.InputSize;
        int count = batches.Sum(batch => batch.Count);
        if ((long)count * inputSize > Array.MaxLength)
        {
            throw new EngramException(
                $"{dataset.Name} {split} has {count} images, but at most {Array.MaxLength / inputSize} can be read; use smaller files.");
        }

        int[] labels = new int[count];
        byte[] pixels = GC.AllocateUninitializedArray<byte>(count * inputSize);
        int filled = 0;
        foreach (CifarBatch batch in batches)
        {
            for (int index = 0; index < batch.Count; index++, filled++)
            {
                ReadOnlySpan<byte> record = batch._records.AsSpan(index * batch._recordSize, batch._recordSize);
                labels[filled] = record[0];
                record[1..].CopyTo(pixels.AsSpan(filled * inputSize));
            }
        }

        return new ImageDataset(
            $"{dataset.Name} {split}", dataset.Shape, pixels, labels, dataset.ClassNames, dataset.Normalization);
    }

    private void CheckLabels(string name, int classCount)
    {
        for (int index = 0; index < Count; index++)
        {
            byte label = _records[index * _recordSize];
            if (label >= classCount)
            {
                throw new EngramException(
                    $"{name} has label {label} at index {index}, but labels run from 0 to {classCount - 1}; replace it by a good copy.");
            }
        }
    }
}
