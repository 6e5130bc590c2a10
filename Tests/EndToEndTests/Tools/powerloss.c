// A power cut for a directory: a library to preload, and a program (-DPL_MAIN) that cuts the power.
// Model: a write under $PL_DIR reaches the "page cache" (real file) at once; it is DURABLE only after a successful
// fsync/fdatasync of that file. At the power cut every un-synced 512-byte sector is kept or reverted to its last
// durable content by a seeded coin (=> torn pages, reordering between syncs, lost tails); *-shm files are removed.
// The undo log lives in a shared mapping, so it survives kill -9, restarts, and several processes on one directory.
//   gcc -O2 -fPIC -shared -o powerloss.so powerloss.c -ldl -lpthread ; gcc -O2 -DPL_MAIN -o plcut powerloss.c -ldl -lpthread
//   PL_DIR=/data/dir PL_STATE=/dev/shm/pl.state LD_PRELOAD=./powerloss.so relais serve ...
//   PL_DIR=.. PL_STATE=.. PL_SEED=7 PL_KEEP=50 ./plcut          (cut power now, after the process is dead)
// env: PL_SEED=n  PL_KEEP=0..100 % chance an un-synced sector survives (50)   PL_CUT_AT=n cut before n-th write|sync op
//      PL_FSYNC_FAIL_AT=n  n-th sync of this process returns EIO and its dirty pages become CLEAN (Linux fsyncgate):
//                          readable now, lost at the cut unless written again
//      PL_ENOSPC_AT=n growth writes fail from op n on   PL_FSYNC_LIE=1 sync says ok, nothing durable   PL_FSYNC_US=n slow disk
// Keep logs and the test ledger OUTSIDE PL_DIR. Not modelled: unlink/rename durability, mmap writes, directory fsync.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define SEC 512
#define MAXF 64
#define MAXU 200000
#define HB 65536
typedef struct { int used, file, next, existed, poison; int64_t sec; unsigned char old[SEC]; } U;
typedef struct { uint64_t dev, ino; int64_t durable; char path[400]; } F;
typedef struct { pthread_mutex_t mu; int ready, nf, freeU, nU; F f[MAXF]; int head[HB]; U u[MAXU + 1]; } S;
static S *s; static const char *dir; static size_t dirlen;
static long ops, syncs, cut_at, failsync_at, enospc_at, sync_us; static int lie, keep = 50; static uint64_t rs;
static ssize_t (*r_pwrite)(int, const void *, size_t, off_t), (*r_write)(int, const void *, size_t);
static int (*r_fsync)(int), (*r_fdatasync)(int), (*r_ftruncate)(int, off_t);
static uint32_t rnd(void) { rs ^= rs << 13; rs ^= rs >> 7; rs ^= rs << 17; return (uint32_t)(rs >> 32); }
static long envl(const char *n, long d) { const char *v = getenv(n); return v ? atol(v) : d; }
static void init(void) {
  static int done; if (done) return; done = 1;
  r_pwrite = dlsym(RTLD_NEXT, "pwrite64"); r_write = dlsym(RTLD_NEXT, "write"); r_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  r_fsync = dlsym(RTLD_NEXT, "fsync"); r_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  dir = getenv("PL_DIR"); const char *st = getenv("PL_STATE"); if (!dir || !st) { dir = 0; return; }
  dirlen = strlen(dir); rs = 88172645463325252ULL ^ ((uint64_t)envl("PL_SEED", 1) * 0x9E3779B97F4A7C15ULL); if (!rs) rs = 1; for (int i = 0; i < 8; i++) rnd();
  cut_at = envl("PL_CUT_AT", 0); failsync_at = envl("PL_FSYNC_FAIL_AT", 0); enospc_at = envl("PL_ENOSPC_AT", 0);
  keep = (int)envl("PL_KEEP", 50); lie = (int)envl("PL_FSYNC_LIE", 0); sync_us = envl("PL_FSYNC_US", 0);
  int fd = open(st, O_RDWR | O_CREAT | O_CLOEXEC, 0600); if (fd < 0 || r_ftruncate(fd, sizeof(S))) { dir = 0; return; }
  s = mmap(0, sizeof(S), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0); close(fd); if (s == MAP_FAILED) { dir = 0; return; }
  if (!__sync_lock_test_and_set(&s->ready, 1)) { pthread_mutexattr_t a; pthread_mutexattr_init(&a); pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED); pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST); pthread_mutex_init(&s->mu, &a); s->nU = 0; }
}
static void lock(void) { if (pthread_mutex_lock(&s->mu) == EOWNERDEAD) pthread_mutex_consistent(&s->mu); }
static void unlock(void) { pthread_mutex_unlock(&s->mu); }
__attribute__((constructor)) static void ctor(void) { init(); }
static int hash(int f, int64_t sec) { return (int)(((uint64_t)sec * 2654435761u + (uint64_t)f * 40503u) % HB); }
static int *slot(int f, int64_t sec) { int *p = &s->head[hash(f, sec)]; while (*p && !(s->u[*p].file == f && s->u[*p].sec == sec)) p = &s->u[*p].next; return p; }
#define BAR __sync_synchronize()                       // the tool itself may be killed between any two lines
static void drop(int f, int64_t sec) { int *p = slot(f, sec); if (!*p) return; int i = *p; s->u[i].used = 0; BAR; *p = s->u[i].next; BAR; s->u[i].next = s->freeU; s->freeU = i; }
static int getf(int fd) {                              // file index + 1, or 0; looked up by path (inodes are reused)
  struct stat st; if (fstat(fd, &st) || !S_ISREG(st.st_mode)) return 0;
  char l[64], p[400]; snprintf(l, sizeof l, "/proc/self/fd/%d", fd); ssize_t n = readlink(l, p, sizeof p - 1); if (n < 0) return 0; p[n] = 0;
  if (strncmp(p, dir, dirlen) || p[dirlen] != '/') return 0;
  if (n > 4 && !strcmp(p + n - 4, "-shm")) return 0;
  int i; for (i = 0; i < s->nf; i++) if (!strcmp(s->f[i].path, p)) break;
  if (i < s->nf && s->f[i].ino == st.st_ino && s->f[i].dev == st.st_dev) return i + 1;
  if (i == s->nf) { if (s->nf == MAXF) return 0; s->nf++; }
  else for (int k = 1; k <= s->nU; k++) if (s->u[k].used && s->u[k].file == i) drop(i, s->u[k].sec);
  F *f = &s->f[i]; f->dev = st.st_dev; f->ino = st.st_ino; f->durable = st.st_size; strcpy(f->path, p); return i + 1;
}
static void note(int f, int fd, off_t off, size_t n) { // keep the durable image of each touched sector, once
  if (!n) return;
  for (int64_t c = off / SEC; c <= (int64_t)((off + n - 1) / SEC); c++) {
    int *p = slot(f, c), i = *p; if (i && s->u[i].used) { s->u[i].poison = 0; continue; }   // rewritten: dirty again
    int linked = i != 0; if (!i) { i = s->freeU; if (i) s->freeU = s->u[i].next; else if (s->nU < MAXU) i = ++s->nU; else continue; }
    U *u = &s->u[i]; u->used = 0; BAR; u->file = f; u->sec = c; u->poison = 0; memset(u->old, 0, SEC); u->existed = pread(fd, u->old, SEC, c * SEC) > 0 && c * SEC < s->f[f].durable;
    if (!linked) { u->next = s->head[hash(f, c)]; BAR; s->head[hash(f, c)] = i; }
    BAR; u->used = 1; BAR;                              // only now may a cut revert this sector
  }
}
static void cut(const char *why) {
  long kept = 0, lost = 0;
  for (int f = 0; f < s->nf; f++) { int fd = open(s->f[f].path, O_RDWR); if (fd < 0) continue; struct stat st; fstat(fd, &st); int64_t high = s->f[f].durable;
    for (int k = 1; k <= s->nU; k++) { U *u = &s->u[k]; if (!u->used || u->file != f) continue;
      if (!u->poison && (int)(rnd() % 100) < keep) { kept++; int64_t e = (u->sec + 1) * SEC; if (e > st.st_size) e = st.st_size; if (e > high) high = e; }
      else { lost++; if (!u->existed) memset(u->old, 0, SEC); r_pwrite(fd, u->old, SEC, u->sec * SEC); } }
    r_ftruncate(fd, high); r_fsync(fd); close(fd);
    char shm[440]; snprintf(shm, sizeof shm, "%s-shm", s->f[f].path); unlink(shm); }
  for (int i = 0; i < HB; i++) s->head[i] = 0; s->nU = s->freeU = s->nf = 0;
  char b[160]; int n = snprintf(b, sizeof b, "POWERLOSS(%s) op=%ld syncs=%ld kept=%ld lost=%ld\n", why, ops, syncs, kept, lost); r_write(2, b, n);
}
#ifdef PL_MAIN
int main(void) { init(); if (!s) { fprintf(stderr, "set PL_DIR and PL_STATE\n"); return 2; } lock(); cut("plcut"); unlock(); return 0; }
#else
static void tick(void) { ops++; if (cut_at && ops == cut_at) { cut("at"); unlock(); _exit(137); } }
static int full(int fd, off_t end) { struct stat st; fstat(fd, &st); return enospc_at && ops >= enospc_at && end > st.st_size; }
static int before(int fd, off_t o, size_t n) { int f = getf(fd); if (!f) return 0; tick(); if (full(fd, o + n)) { errno = ENOSPC; return -1; } note(f - 1, fd, o, n); return 0; }
ssize_t pwrite64(int fd, const void *b, size_t n, off_t o) { init(); if (!dir) return r_pwrite(fd, b, n, o); lock(); ssize_t r = before(fd, o, n); if (!r) r = r_pwrite(fd, b, n, o); unlock(); return r; }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { return pwrite64(fd, b, n, o); }
ssize_t write(int fd, const void *b, size_t n) { init(); if (!dir) return r_write(fd, b, n); struct stat st; if (fstat(fd, &st) || !S_ISREG(st.st_mode)) return r_write(fd, b, n);
  off_t o = (fcntl(fd, F_GETFL) & O_APPEND) ? st.st_size : lseek(fd, 0, SEEK_CUR); lock(); ssize_t r = before(fd, o, n); if (!r) r = r_write(fd, b, n); unlock(); return r; }
int ftruncate64(int fd, off_t l) { init(); if (!dir) return r_ftruncate(fd, l); lock(); int f = getf(fd); if (f) { tick(); struct stat st; fstat(fd, &st); if (l < st.st_size) note(f - 1, fd, l, st.st_size - l); } int r = r_ftruncate(fd, l); unlock(); return r; }
int ftruncate(int fd, off_t l) { return ftruncate64(fd, l); }
static int dosync(int fd, int (*real)(int)) { init(); if (!dir) return real(fd); lock(); int f = getf(fd); if (!f) { unlock(); return real(fd); }
  tick(); syncs++; if (sync_us) usleep(sync_us); int fail = failsync_at && syncs == failsync_at;
  if (fail) for (int k = 1; k <= s->nU; k++) if (s->u[k].used && s->u[k].file == f - 1) s->u[k].poison = 1;
  if (!fail && !lie) { for (int k = 1; k <= s->nU; k++) if (s->u[k].used && s->u[k].file == f - 1 && !s->u[k].poison) drop(f - 1, s->u[k].sec); struct stat st; fstat(fd, &st); s->f[f - 1].durable = st.st_size; }
  unlock(); if (fail) { errno = EIO; return -1; } return 0; }
int fsync(int fd) { return dosync(fd, r_fsync); }
int fdatasync(int fd) { return dosync(fd, r_fdatasync); }
#endif
