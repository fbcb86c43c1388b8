"""What a person sees of a noun: frozen row types whose columns every output derives from."""
