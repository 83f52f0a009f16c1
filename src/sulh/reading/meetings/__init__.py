"""What reading meetings needs in any language: candidates, how they are joined, and which of them are worth recording."""
