"""The room of the notebook: every highlight and note, to be found again and worked on."""
