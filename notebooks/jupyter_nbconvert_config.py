"""How `jupyter nbconvert --to notebook --inplace`, run in this folder, executes and stores a notebook."""

c = get_config()  # noqa: F821

c.ExecutePreprocessor.enabled = True
c.ExecutePreprocessor.record_timing = False
c.ExecutePreprocessor.store_widget_state = False
# The outputs of progress bars are not kept.
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_all_outputs_tags = {"nbval-ignore-output"}
c.ClearMetadataPreprocessor.enabled = True
c.ClearMetadataPreprocessor.preserve_cell_metadata_mask = {"tags"}
c.ClearMetadataPreprocessor.preserve_nb_metadata_mask = {
    ("language_info", "name"),
    ("kernelspec", "name"),
    ("kernelspec", "display_name"),
    ("kernelspec", "language"),
}
# Order matters: execute first, then strip.
c.NotebookExporter.preprocessors = [
    "nbconvert.preprocessors.TagRemovePreprocessor",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
]
