using System.Runtime.InteropServices;

namespace DeepPipe.Storage;

/// <summary>Lets two folders of one file system change names in a single step.</summary>
internal static class FolderExchange
{
    private const int CurrentFolder = -100;     // AT_FDCWD
    private const uint Exchange = 2;            // RENAME_EXCHANGE

    /// <summary>False where the system, the C library or the file system does not offer it; then nothing has changed.</summary>
    public static bool TryExchange(string first, string second)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            return RenameAt(CurrentFolder, first, CurrentFolder, second, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "renameat2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int RenameAt(
        int firstFolder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string first,
        int secondFolder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string second,
        uint flags);
}
