"""Who answers for a task, and by when: where a text says so, and what it says."""
