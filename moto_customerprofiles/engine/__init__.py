"""Pure logic: values in, values out. Nothing here knows a world, a clock, a request or moto."""
