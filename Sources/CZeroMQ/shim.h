/* libzmq, and what Swift's Glibc module leaves out: the bell that wakes a thread from its poll,
   signals read as a file, and the name of a thread. */
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <zmq.h>

extern int pthread_setname_np(pthread_t thread, const char *name);
