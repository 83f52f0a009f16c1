"""Work that takes longer than a page may: kept in the database until a process of its own has done it, with its progress."""
