// A program that no kernel starts: the name of its dynamic linker has no end.
static const char more[8] __attribute__((section(".interp"), used)) = "/nowhere";

int main(void)
{
    return 0;
}
