#include "base/time.hpp"
int main() { return 0; }
