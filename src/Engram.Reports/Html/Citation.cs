namespace Engram.Reports.Html;

/// <summary>The paper whose networks and measures a report shows.</summary>
internal static class Citation
{
    public const string Text =
        "N. Tosato, L. Basile, E. Ballarin, G. de Alteriis, A. Cazzaniga, A. Ansuini: Emergent representations in networks trained with the Forward-Forward algorithm. arXiv:2305.18353 (2023; version 4, 2025).";

    public const string BibTeX = """
        @misc{tosato2023emergent,
          title         = {Emergent representations in networks trained with the {Forward-Forward} algorithm},
          author        = {Tosato, N. and Basile, L. and Ballarin, E. and de Alteriis, G. and Cazzaniga, A. and Ansuini, A.},
          year          = {2023},
          eprint        = {2305.18353},
          archivePrefix = {arXiv},
          note          = {Version 4, 2025}
        }
        """;
}
