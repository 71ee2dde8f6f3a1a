using Engram.Storage;
using Engram.Tests.Data;
using Engram.Tests.Data.Own;

namespace Engram.Tests.Cli.BadInput;

/// <summary>Images of one's own that cannot be trained on as they are.</summary>
internal static class BadOwnData
{
    private const string Train = "train --data $/own";
    private const string Archive = "train --data $/a.npz";
    private const string Table = "train --data $/a.csv --shape 1x2";

    public static IEnumerable<BadInputCase> All => [.. Paths, .. Folders, .. Names, .. Tables, .. Arrays, .. Binaries, .. Options];

    private static IEnumerable<BadInputCase> Paths =>
    [
        new("path that does not exist", "train --data $/none", "$/none does not exist; name a folder or file of images, or a data set by its name."),
        new("test images that do not exist", "train --data $/own --test-data $/none", "$/none does not exist; name a folder or file of images, or a data set by its name.", Prepare: TwoClasses),
        new("file of no known form", "train --data $/a.txt", $"$/a.txt holds no labelled images of a known form; it may be {Forms}.", Prepare: folder => folder.Write("a.txt", "cat 0 1")),
        new("image for a data set", "train --data $/a.webp", "$/a.webp is a single image without a label; name a folder that has a folder of PNG, JPEG or BMP images for each class.", Prepare: folder => folder.Write("a.webp", "an image")),
        new("array for a data set", "train --data $/a.npy", "$/a.npy is a single array; name a folder with images.npy and labels.npy, or x_train.npy and y_train.npy.", Prepare: folder => NpyFile.Write(folder["a.npy"], new NpyArray(OwnFiles.Pixels(4), 4, 3, 3))),
        new("folder without images", Train, $"$/own holds no labelled images of a known form; it may be {Forms}.", Prepare: folder => Directory.CreateDirectory(folder["own"])),
        new("folder of two forms", Train, "$/own may be a folder with IDX files called ...train-images-idx3-ubyte and ...train-labels-idx1-ubyte, and test or t10k for train, packed with gzip or plain; or it may be a .bin file of CIFAR-10 or CIFAR-100, or a folder of these; name the file, or move one of the two to a folder of its own.", Prepare: folder =>
        {
            Idx(folder, "train", 2, 0, 1);
            OwnFiles.Write(folder["own/data_batch_1.bin"], OwnFiles.Cifar(1, 0, 1));
        }),
        new("sentence for both meanings of a word", "train --data emnist", "--data is \"emnist\", but takes one of mnist, fashion-mnist, kmnist, cifar-10, svhn, or the path of a folder or file; the nearest is \"mnist\"; there is no file or folder emnist."),
    ];

    private static IEnumerable<BadInputCase> Folders =>
    [
        new("images without folders of classes", Train, "$/own has no folders of classes; make one for each class, and put its images into it.", Prepare: folder => OwnFiles.Write(folder["own/a.png"], ImageBytes.Grey(2, 1))),
        new("image beside the folders of classes", Train, "$/own/a.png lies beside the folders of the classes; move it into the folder of its class, or remove it.", Prepare: folder =>
        {
            TwoClasses(folder);
            OwnFiles.Write(folder["own/a.png"], ImageBytes.Grey(2, 1));
        }),
        new("single class", Train, "$/own has images of a single class, cat, so there is nothing to tell apart; name images of two classes or more.", Prepare: folder => OwnFiles.ClassFolders(folder["own"], 3, "cat")),
        new("class folder without images", Train, "The class folder $/own/eel holds no image (.png, .jpg, .jpeg, .bmp); add images, or remove the folder.", Prepare: folder =>
        {
            TwoClasses(folder);
            Directory.CreateDirectory(folder["own/eel"]);
        }),
        new("class folder of folders alone", Train, "The folder $/own/cats holds no image of its own but folders, such as manx; name $/own/cats if its folders are the classes, or move the images into $/own/cats.", Prepare: folder =>
        {
            OwnFiles.ClassFolders(folder["own/cats"], 3, "manx", "persian");
            OwnFiles.ClassFolders(folder["own"], 3, "dogs");
        }),
        new("folder that was unpacked into a folder", Train, "The folder $/own/zip holds no image of its own but folders, such as letters; name $/own/zip/letters if its folders are the classes, or move the images into $/own/zip.", Prepare: folder => OwnFiles.ClassFolders(folder["own/zip/letters"], 3, "A", "B")),
        new("two folders of training images", Train, "$/own has the folders Training and train, so that it is not clear which is meant; keep one of them.", Prepare: folder =>
        {
            OwnFiles.ClassFolders(folder["own/Training"], 3, "A", "B");
            OwnFiles.ClassFolders(folder["own/train"], 3, "A", "B");
        }),
        new("class with a single image", Train, "$/own has a single image of class eel, so that there is none to test on; add images of it, leave the class out, or name test images with --test-data.", Prepare: folder =>
        {
            TwoClasses(folder);
            OwnFiles.ClassFolders(folder["own"], 1, "eel");
        }),
        new("as many classes as images", Train, "$/own has 3 images and as many classes, such as cat and dog; name images with labels of classes that have several.", Prepare: folder => OwnFiles.ClassFolders(folder["own"], 1, "cat", "dog", "eel")),
        new("images of two sizes", Train, "$/own/dog/0.png is 3x3 pixels, but $/own/dog/x.png is 5x5; add --resize 5x5 or another size.", Prepare: folder => With(folder, "dog/x.png", ImageBytes.Grey(5, 1))),
        new("images of two numbers of channels", Train, "$/own/dog/0.png has 1 channel, but $/own/dog/x.png has 3 channels; add --grayscale, or convert one of them.", Prepare: folder => With(folder, "dog/x.png", ImageBytes.Png(3, 3, 3, new byte[27]))),
        new("image that is cut short", Train, "$/own/dog/x.png is a damaged image (it is cut short); replace it by a good copy, or remove it.", Prepare: folder => With(folder, "dog/x.png", ImageBytes.Grey(3, 1)[..^20])),
        new("image of another content than its name", Train, "$/own/dog/x.png is not a PNG, JPEG or BMP image; convert it to one of these, or remove it.", Prepare: folder => With(folder, "dog/x.png", "GIF89a"u8.ToArray())),
        new("empty image", Train, "$/own/dog/x.jpg is empty where an image is expected; remove it or replace it by a good copy.", Prepare: folder => With(folder, "dog/x.jpg", [])),
        new("image of a form that is not read", Train, "$/own/dog/x.webp is neither PNG, JPEG nor BMP; convert it to one of these, or remove it.", Prepare: folder => With(folder, "dog/x.webp", [1])),
        new("test class that is not trained", Train, "$/own/test/fox/0.png has the label fox, but the classes are cat, dog; leave it out, or add images of that class to those that are learned from.", Prepare: folder => Parts(folder, "test", "cat", "fox")),
        new("third folder beside train and test", Train, "$/own has the folder extra beside train, so that it is not clear what is a class; keep train and test alone.", Prepare: folder =>
        {
            Parts(folder, "test", "cat", "dog");
            OwnFiles.ClassFolders(folder["own/extra"], 1, "cat");
        }),
        new("test without train", Train, "$/own has a folder test, but none called train; name the training images train, or name the folder that has the folders of the classes.", Prepare: folder => OwnFiles.ClassFolders(folder["own/test"], 2, "cat", "dog")),
        new("validation for test", Train, "$/own has train and val but no test; add --test-data $/own/val to test on it, or --test-split with a share of train.", Prepare: folder => Parts(folder, "val", "cat", "dog")),
        new("Validation for test", Train, "$/own has Train and Validation but no test; add --test-data $/own/Validation to test on it, or --test-split with a share of Train.", Prepare: folder =>
        {
            OwnFiles.ClassFolders(folder["own/Train"], 2, "cat", "dog");
            OwnFiles.ClassFolders(folder["own/Validation"], 1, "cat", "dog");
        }),
        new("test images of another size", Train, "The training images of $/own are 1x3x3, but those of the test part of $/own are 1x5x5; add --resize 3x3, or convert them.", Prepare: folder =>
        {
            OwnFiles.ClassFolders(folder["own/train"], 2, "cat", "dog");
            OwnFiles.ClassFolders(folder["own/test"], 1, 5, ["cat", "dog"]);
        }),
        new("images of one value", Train, "All pixels of the training images in $/own have the same value, so there is nothing to learn from; name other images.", Prepare: folder => Same(folder)),
    ];

    private static IEnumerable<BadInputCase> Names =>
    [
        new("fewer names than classes", Train, "$/own has 2 classes, cat, dog, but $/own/classes.txt has 1 names; give each class one, in the order of their names.", Prepare: folder => Named(folder, "ant")),
        new("class that is named twice", Train, "$/own/classes.txt names ant twice; give every class a name of its own.", Prepare: folder => Named(folder, "ant\nant")),
        new("line without a name", Train, "$/own/classes.txt has no name on line 2; write one name a line.", Prepare: folder => Named(folder, "ant\n\nbee")),
        new("name without images", Train, "$/own/classes.txt has the class eel, but no training image is of it; add images, or leave that class out.", Prepare: folder => Named(folder, "cat\ndog\neel")),
        new("label above the names", Train, "$/own has labels from 0 to 5, but $/own/classes.txt has 3 names, for 0 to 2 or 1 to 3; name each class, in the order of the labels.", Prepare: folder =>
        {
            Idx(folder, "train", 4, 0, 0, 5, 5);
            folder.Write("own/classes.txt", "a\nb\nc");
        }),
    ];

    private static IEnumerable<BadInputCase> Tables =>
    [
        new("table without a shape", "train --data $/a.csv", "$/a.csv has 4 values for each image, and nothing says of which shape; add --shape with height and width, such as 2x2, and channels where there are several.", Prepare: folder => folder.Write("a.csv", "0,9,2,3,4\n1,5,6,7,8\n")),
        new("table of another shape", "train --data $/a.csv --shape 3x3", "$/a.csv has 2 values for each image, but shape 3x3 has 9; give a shape of 2 values.", Prepare: folder => folder.Write("a.csv", "0,3,2\n1,5,6\n")),
        new("word for a pixel", Table, "$/a.csv, line 2, column 3 is \"dark\" where a pixel is expected; write a number.", Prepare: folder => folder.Write("a.csv", "0,3,2\n1,5,dark\n")),
        new("line that is too short", Table, "$/a.csv, line 2 has 2 columns, but the first has 3; write one for the label and one for each pixel.", Prepare: folder => folder.Write("a.csv", "0,3,2\n1,5\n")),
        new("line that is too long", Table, "$/a.csv, line 3 has 4 columns, but the first has 3; write one for the label and one for each pixel.", Prepare: folder => folder.Write("a.csv", "label,a,b\n0,1,2\n1,5,6,7\n")),
        new("line without a label", Table, "$/a.csv, line 2 has no label; write the class of the image.", Prepare: folder => folder.Write("a.csv", "0,3,2\n,5,6\n")),
        new("fraction for a label", Table, "$/a.csv has the label 0.5 at index 1, but labels are whole numbers; write each class as one.", Prepare: folder => folder.Write("a.csv", "0,3,2\n0.5,5,6\n")),
        new("pixel that is no number", Table, "$/a.csv has the pixel value NaN in image 1; replace it by a number, or leave the image out.", Prepare: folder => folder.Write("a.csv", "0,3,2\n1,nan,6\n")),
        new("pixels below 0", Table, "$/a.csv has pixel values from -1 to 1, but pixels are numbers from 0 to 1, or whole ones from 0 to 255; save (x - -1) / 2 instead.", Prepare: folder => folder.Write("a.csv", "0,-1,1\n1,0,0.5\n")),
        new("pixels above 255", Table, "$/a.csv has pixel values from 0 to 256, but pixels are numbers from 0 to 1, or whole ones from 0 to 255; save (x - 0) / 256 instead.", Prepare: folder => folder.Write("a.csv", "0,0,256\n1,0,1\n")),
        new("table without images", Table, "$/a.csv holds no images; write a line for each, with its label and its pixels.", Prepare: folder => folder.Write("a.csv", "label,a,b\n")),
        new("columns with names, none of which is that of labels", Table, "$/a.csv has names of columns in line 1, but none is label or class or target or category or y; call the column of labels label.", Prepare: folder => folder.Write("a.csv", "pixel1,pixel2,digit\n1,2,0\n")),
        new("columns with two names of labels", Table, "$/a.csv has the names class and label in line 1, each of which may be that of the labels; keep one of these columns.", Prepare: folder => folder.Write("a.csv", "class,pixel1,label\n0,2,0\n")),
        new("table without columns", Table, "$/a.csv has 1 column where a label and pixels are expected; separate them by commas.", Prepare: folder => folder.Write("a.csv", "0;1;2\n")),
    ];

    private static IEnumerable<BadInputCase> Arrays =>
    [
        new("file that is no .npz", Archive, "$/a.npz is damaged or not a .npz file; write it again.", Prepare: folder => folder.Write("a.npz", "images")),
        new("arrays of other names", Archive, "$/a.npz has the arrays data, target, but images are called x_train, train_images, images; save them by one of these names.", Prepare: folder =>
            OwnFiles.Npz(folder["a.npz"], ("data", new NpyArray(new byte[4], 4)), ("target", new NpyArray(new byte[4], 4)))),
        new("images without labels", Archive, "$/a.npz has the array images, but none called labels; save the labels of the images by that name.", Prepare: folder => OwnFiles.Npz(folder["a.npz"], ("images", new NpyArray(new byte[4], 4, 1, 1)))),
        new("fewer labels than images", Archive, "images in $/a.npz has 4 images, but labels in $/a.npz has 3 labels; save one label for each image.", Prepare: folder => Npz(folder, new NpyArray(OwnFiles.Pixels(4), 4, 3, 3), new NpyArray(new byte[3], 3))),
        new("no images in an array", Archive, "images in $/a.npz holds no images; save at least two of each class.", Prepare: folder => Npz(folder, new NpyArray(Array.Empty<byte>(), 0, 3, 3), new NpyArray(Array.Empty<byte>(), 0))),
        new("array of six dimensions", Archive, "images in $/a.npz has the shape [4, 1, 1, 1, 3, 3], but needs [images, height, width], with up to 4 channels before or after; reshape the array, or save frames as [images, steps, channels, height, width].", Prepare: folder => Npz(folder, new NpyArray(OwnFiles.Pixels(4), 4, 1, 1, 1, 3, 3))),
        new("channels that may be first or last", Archive, "images in $/a.npz has the shape [4, 3, 1, 3], but needs [images, height, width], with up to 4 channels before or after; reshape the array, or save frames as [images, steps, channels, height, width].", Prepare: folder => Npz(folder, new NpyArray(OwnFiles.Pixels(4), 4, 3, 1, 3))),
        new("rows without a shape", Archive, "images in $/a.npz has 9 values for each image, and nothing says of which shape; add --shape with height and width, such as 3x3, and channels where there are several.", Prepare: folder => Npz(folder, new NpyArray(OwnFiles.Pixels(4), 4, 9))),
        new("one-hot labels", Archive, "labels in $/a.npz has the shape [4, 2], but labels are one row of whole numbers; save the number of each image's class, such as numpy's argmax(axis=1) of one-hot labels.", Prepare: folder => Npz(folder, new NpyArray(OwnFiles.Pixels(4), 4, 3, 3), new NpyArray(new byte[8], 4, 2))),
        new("whole numbers above 255", Archive, "images in $/a.npz has the pixel value 300 in image 1, but whole numbers are brightness from 0 to 255; scale them to that, or save numbers from 0 to 1.", Prepare: folder => Npz(folder, new NpyArray(new long[] { 0, 300, 1, 2 }, 4, 1, 1))),
        new("infinite pixel", Archive, "images in $/a.npz has the pixel value Infinity in image 2; replace it by a number, or leave the image out.", Prepare: folder => Npz(folder, new NpyArray([0f, 1f, float.PositiveInfinity, 0f], 4, 1, 1))),
        new("label that is no number", Archive, "labels in $/a.npz has the label NaN at index 0, but labels are whole numbers; write each class as one.", Prepare: folder => Npz(folder, new NpyArray(OwnFiles.Pixels(4), 4, 3, 3), new NpyArray([float.NaN, 0f, 1f, 1f], 4))),
        new("training and test images in two scales", Archive, "The training images of $/a.npz have values from 0 to 1, but those of the test part of $/a.npz have values from 0 to 255; save both in the same way.", Prepare: folder => OwnFiles.Npz(
            folder["a.npz"],
            ("x_train", new NpyArray([0f, 0.5f, 1f, 1f], 4, 1, 1)), ("y_train", new NpyArray(new byte[] { 0, 1, 0, 1 }, 4)),
            ("x_test", new NpyArray([0f, 128f], 2, 1, 1)), ("y_test", new NpyArray(new byte[] { 0, 1 }, 2)))),
        new("numbers of a type that is not read", Archive, "labels.npy in $/a.npz cannot be used as a .npy array: it has the element type <u8, and only float16 to float64, int8 to int64, uint8 to uint32 and bool are read: convert it with numpy's astype; write it again.", Prepare: folder => OwnFiles.RawNpz(
            folder["a.npz"], ("images", OwnFiles.Npy("|u1", "(2, 1, 1)", [0, 1])), ("labels", OwnFiles.Npy("<u8", "(2,)", new byte[16])))),
        new("text for labels", Archive, "labels.npy in $/a.npz cannot be used as a .npy array: it holds texts, of the element type <U1, and only float16 to float64, int8 to int64, uint8 to uint32 and bool are read: save the numbers that numpy.unique(y, return_inverse=True) gives; classes.txt beside images takes the names; write it again.", Prepare: folder => OwnFiles.RawNpz(
            folder["a.npz"], ("images", OwnFiles.Npy("|u1", "(2, 1, 1)", [0, 1])), ("labels", OwnFiles.Npy("<U1", "(2,)", new byte[8])))),
        new("folder of arrays without labels", Train, "$/own has the array x_train, but none called y_train; save the labels of the images by that name.", Prepare: folder => OwnFiles.Write(folder["own/x_train.npy"], OwnFiles.Npy("|u1", "(2, 1, 1)", [0, 1]))),
        new("array that is cut short", Train, "$/own/images.npy cannot be used as a .npy array: it is cut short: its shape has 2 values and 1 are there; write it again.", Prepare: folder =>
        {
            OwnFiles.Write(folder["own/images.npy"], OwnFiles.Npy("|u1", "(2, 1, 1)", [0]));
            OwnFiles.Write(folder["own/labels.npy"], OwnFiles.Npy("|u1", "(2,)", [0, 1]));
        }),
    ];

    private static IEnumerable<BadInputCase> Binaries =>
    [
        new("IDX images without labels", Train, "$/own/train-images-idx3-ubyte has no file of labels called train-labels-idx1-ubyte beside it; put it there.", Prepare: folder => OwnFiles.Write(folder["own/train-images-idx3-ubyte"], IdxBytes.Images(2, 3, 3))),
        new("IDX labels of another split", Train, "$/own/train-images-idx3-ubyte has 3 images, but $/own/train-labels-idx1-ubyte has 2 labels; take both from the same split.", Prepare: folder => Idx(folder, "train", 3, 0, 1)),
        new("two IDX files of training images", Train, "$/own has a-train-images-idx3-ubyte and b-train-images-idx3-ubyte, so that it is not clear which is meant; put each data set into a folder of its own.", Prepare: folder =>
        {
            Idx(folder, "a-train", 2, 0, 1);
            Idx(folder, "b-train", 2, 0, 1);
        }),
        new("IDX labels where images belong", Train, "$/own/train-images-idx3-ubyte holds labels where images are expected; check that image and label files are not swapped.", Prepare: folder =>
        {
            OwnFiles.Write(folder["own/train-images-idx3-ubyte"], IdxBytes.Labels(0, 1));
            OwnFiles.Write(folder["own/train-labels-idx1-ubyte"], IdxBytes.Labels(0, 1));
        }),
        new("IDX files of two data sets", Train, "$/own has train-images-idx3-ubyte and all-images-idx3-ubyte, so that it is not clear which to learn from; put one of them into a folder of its own.", Prepare: folder =>
        {
            Idx(folder, "train", 2, 0, 1);
            Idx(folder, "all", 2, 0, 1);
        }),
        new("CIFAR file that is cut short", Train, "$/own/data_batch_1.bin is not a whole number of records of 3073 bytes, as CIFAR-10 has them, or of 3074, as CIFAR-100; replace it by a good copy.", Prepare: folder => OwnFiles.Write(folder["own/data_batch_1.bin"], OwnFiles.Cifar(1, 0, 1)[..^1])),
        new("CIFAR label without a name", Train, "$/own has labels from 0 to 2, but the class names in $/own has 2 names, for 0 to 1 or 1 to 2; name each class, in the order of the labels.", Prepare: folder =>
        {
            OwnFiles.Write(folder["own/data_batch_1.bin"], OwnFiles.Cifar(1, 0, 2, 2, 0));
            folder.Write("own/batches.meta.txt", "ant\nbee\n");
        }),
        new("file that is no Parquet", "train --data $/a.parquet", "$/a.parquet is damaged or no Parquet file; replace it by a good copy.", Prepare: folder => folder.Write("a.parquet", "PAR1 no such thing PAR1")),
    ];

    private static IEnumerable<BadInputCase> Options =>
    [
        new("test split where there are test images", $"{Train} --test-split 0.2", "testSplit is 0.2, but $/own holds test images; leave --test-split out.", Prepare: folder => Parts(folder, "test", "cat", "dog")),
        new("test split of all images", $"{Train} --test-split 1", "testSplit is 1, which cannot be used; use a share above 0 and below 1.", Prepare: TwoClasses),
        new("test split beside test images", $"{Train} --test-split 0.2 --test-data $/own", "testSplit is 0.2, but testData names the test images; leave one of them out.", Prepare: TwoClasses),
        new("size without a width", $"{Train} --resize 28", "--resize is \"28\", but takes height and width such as 28x28, or none."),
        new("size of too many pixels", $"{Train} --resize 20000x20000", "--resize is \"20000x20000\", but takes height and width such as 28x28, of at most 268435456 values, or none."),
        new("shape of five channels", $"{Train} --shape 8x8x5", "--shape is \"8x8x5\", but takes height and width such as 28x28, and channels where there are several, such as 32x32x3, or none."),
        new("size for a data set of the catalog", "train --resize 14x14", "--resize is 14x14, but the data set is mnist, whose images are read as they are; leave it out, or name own images with data."),
        new("test images for a data set of the catalog", "train --test-data $/own", "--test-data is $/own, but the data set is mnist, whose images are read as they are; leave it out, or name own images with data."),
        new("more training images than own ones", $"{Train} --train-samples 100", "trainSamples is 100, but own train holds 4 images; give 1 to 4, or all.", Prepare: TwoClasses),
        new("class that own images do not have", $"{Train} --leave-out 2", "own train has no class 2 to leave out; choose one from 0 to 1.", Prepare: TwoClasses),
        new("labels that take too much of own images", Train, "own train has 5 classes, whose label takes 5 of the 9 pixels of a channel, but a quarter is the most; use larger images, fewer classes, labelCode appended, or a model without labels in its images, such as bp.", Prepare: folder => OwnFiles.ClassFolders(folder["own"], 3, "a", "b", "c", "d", "e")),
        new("reading without other images", "evaluate $/run --resize 28x28", "--resize is about other images than the run's own; name these with --data, or leave it out."),
    ];

    private static string Forms => string.Join("; ", Engram.Experiments.Runs.RunData.Formats.Select(format => format.Title));

    private static void TwoClasses(BadInputFolder folder) => OwnFiles.ClassFolders(folder["own"], 3, "cat", "dog");

    private static void With(BadInputFolder folder, string name, byte[] content)
    {
        TwoClasses(folder);
        OwnFiles.Write(folder[$"own/{name}"], content);
    }

    private static void Named(BadInputFolder folder, string names)
    {
        TwoClasses(folder);
        folder.Write("own/classes.txt", names);
    }

    private static void Parts(BadInputFolder folder, string test, params string[] testClasses)
    {
        OwnFiles.ClassFolders(folder["own/train"], 2, "cat", "dog");
        OwnFiles.ClassFolders(folder[$"own/{test}"], 1, testClasses);
    }

    private static void Same(BadInputFolder folder)
    {
        foreach (string name in (string[])["cat/0.png", "cat/1.png", "dog/0.png", "dog/1.png"])
        {
            OwnFiles.Write(folder[$"own/{name}"], ImageBytes.Grey(3, 7));
        }
    }

    private static void Idx(BadInputFolder folder, string part, int imageCount, params byte[] labels)
    {
        OwnFiles.Write(folder[$"own/{part}-images-idx3-ubyte"], IdxBytes.Images(imageCount, 3, 3));
        OwnFiles.Write(folder[$"own/{part}-labels-idx1-ubyte"], IdxBytes.Labels(labels));
    }

    private static void Npz(BadInputFolder folder, NpyArray images, NpyArray? labels = null) =>
        OwnFiles.Npz(folder["a.npz"], ("images", images), ("labels", labels ?? new NpyArray(new byte[] { 0, 1, 0, 1 }, 4)));
}
