// Makes the compiler write a file of 16 GiB: an array that large, with a value in it.
int main[-1u] = {1};
