/*
 * The wall clock of a process and of what it starts, off by as many seconds as the file CHAOS_CLOCK
 * says: eight bytes, shared, so that a step is seen at once. Preloaded before the C library. Clocks
 * that nobody can set, and every wait by them, stay the machine's. Needs glibc 2.30.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *off;

int clock_gettime(clockid_t clock, struct timespec *now) {
  int failed = (int)syscall(SYS_clock_gettime, clock, now);
  if (!failed && off && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    now->tv_sec += *off;
  }
  return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int failed = (int)syscall(SYS_gettimeofday, now, zone);
  if (!failed && off) {
    now->tv_sec += *off;
  }
  return failed;
}

time_t time(time_t *out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) {
    *out = now.tv_sec;
  }
  return now.tv_sec;
}

/* A wait until a time of day, or of a clock that began when the machine did: far less. */
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict until) {
  struct timespec real = *until;
  if (until->tv_sec < 1000000000) {
    return pthread_cond_clockwait(condition, mutex, CLOCK_MONOTONIC, until);
  }
  real.tv_sec -= off ? *off : 0;
  return pthread_cond_clockwait(condition, mutex, CLOCK_REALTIME, &real);
}

/*
 * A Go program asks no C library for the time, but the code that the kernel maps into each process
 * (vDSO). The process's own copy of it begins with a jump to the function above from here on.
 */
static void answer_for_the_kernel(void) {
#ifdef __x86_64__
  void *kernel = dlopen("linux-vdso.so.1", RTLD_LAZY | RTLD_NOLOAD);
  unsigned char *code = kernel ? dlsym(kernel, "__vdso_clock_gettime") : NULL;
  if (!code) {
    return;
  }
  unsigned char jump[] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, /* movabs rax, function */
                          0xff, 0xe0};                        /* jmp rax */
  const void *function = (const void *)clock_gettime;
  memcpy(jump + 2, &function, sizeof function);
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  unsigned char *first = (unsigned char *)((uintptr_t)code & ~(page - 1));
  size_t length = ((uintptr_t)(code + sizeof jump - first) + page - 1) & ~(page - 1);
  if (!mprotect(first, length, PROT_READ | PROT_WRITE)) {
    memcpy(code, jump, sizeof jump);
    mprotect(first, length, PROT_READ | PROT_EXEC);
  }
#endif
}

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("CHAOS_CLOCK");
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *bytes = mmap(NULL, sizeof *off, PROT_READ, MAP_SHARED, file, 0);
    off = bytes == MAP_FAILED ? NULL : bytes;
    close(file);
  }
  if (off) {
    answer_for_the_kernel();
  }
}
