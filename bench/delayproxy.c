/* delayproxy: a TCP proxy on loopback that is as far away, and as wide, as a real network.
 *
 *   delayproxy ONE_WAY_MS MBIT LISTENPORT:TARGETPORT [LISTENPORT:TARGETPORT ...]
 *
 * ONE_WAY_MS  every byte is sent on no earlier than this after it was read (a delay line: any amount may be under way)
 * MBIT        megabits a second (10^6) of each LISTENPORT in each direction, shared by all of its connections; 0: no limit
 *
 * The limit is a bucket for one direction of one LISTENPORT: what is read takes its place on the line after what was read
 * before, of whichever connection. When more than QUEUE_NS waits for the line, nothing more is read, as a router's queue is
 * finite: the sender feels back-pressure. It also does when CAP bytes of one direction are under way.
 *
 * The connection to the target is opened 3 one-way times after accept, so that a client sees the server's greeting two
 * round trips after connect(), as over a real network (the accept itself is immediate on loopback). EOF is passed on in its
 * place in the line. Prints "ready" when it listens; ends when the process that started it ends. Single thread, epoll.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define CAP (32u << 20)
#define CHUNK (128u << 10)
#define LIMITED_CHUNK (16u << 10)   /* small, so that connections take turns on a limited line */
#define QUEUE_NS 20000000LL
#define LISTENERS 16

enum kind { LISTENER, SIDE, TIMER };

struct ev {                        /* what epoll points at */
  enum kind kind;
  struct conn *conn;
  struct listener *listener;
  int side;
};
struct listener {
  struct ev ev;
  int fd, target;
  int64_t line_free[2];            /* when each direction has sent what it was given */
};
struct chunk {
  struct chunk *next;
  int64_t due;
  size_t off, len;
  char data[];
};
struct dir {                       /* bytes from fd `from` to fd `to` */
  int from, to;
  struct chunk *head, *tail;
  size_t queued;
  int eof_read, eof_sent;
  int blocked;                     /* the receiver does not take more */
  int paused;                      /* CAP is reached */
  int throttled;                   /* the line is taken */
  int64_t eof_due;
};
struct conn {
  struct ev ev[2];
  struct listener *listener;
  int fd[2];                       /* 0: client, 1: target */
  int open, dead;
  int64_t connect_at;
  struct dir d[2];                 /* d[0]: client to target, d[1]: target to client */
  struct conn *next, *prev;
};

static int64_t delay_ns;
static double ns_per_byte;         /* 0: no limit */
static int ep, timer;
static struct conn *first, *last;
static struct listener listeners[LISTENERS];
static char buf[CHUNK];

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void *need(void *memory) {
  if (!memory) { fputs("delayproxy: out of memory\n", stderr); exit(1); }
  return memory;
}

static void watch(struct conn *c, int side, int op) {
  struct epoll_event e = { .events = 0, .data.ptr = &c->ev[side] };
  struct dir *in = &c->d[side], *out = &c->d[1 - side];
  if (!in->eof_read && !in->paused && !in->throttled) e.events |= EPOLLIN;
  if (out->blocked) e.events |= EPOLLOUT;
  epoll_ctl(ep, op, c->fd[side], &e);
}

static void append(struct conn *c) {
  c->next = NULL;
  c->prev = last;
  if (last) last->next = c; else first = c;
  last = c;
}

static void unlink_conn(struct conn *c) {
  if (c->prev) c->prev->next = c->next; else first = c->next;
  if (c->next) c->next->prev = c->prev; else last = c->prev;
}

static void kill_conn(struct conn *c) {
  if (c->dead) return;
  c->dead = 1;
  for (int i = 0; i < 2; i++) {
    if (c->fd[i] < 0) continue;
    epoll_ctl(ep, EPOLL_CTL_DEL, c->fd[i], NULL);
    close(c->fd[i]);
    c->fd[i] = -1;
  }
}

static void free_conn(struct conn *c) {
  for (int i = 0; i < 2; i++)
    for (struct chunk *k = c->d[i].head, *n; k; k = n) { n = k->next; free(k); }
  unlink_conn(c);
  free(c);
}

static void set_options(int fd) {
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(fd, F_SETFL, O_NONBLOCK);
}

static struct sockaddr_in loopback(int port) {
  return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static void open_target(struct conn *c) {
  struct sockaddr_in a = loopback(c->listener->target);
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a) < 0) {
    if (fd >= 0) close(fd);
    kill_conn(c);
    return;
  }
  set_options(fd);
  c->fd[1] = fd;
  c->d[0].to = fd;
  c->d[1].from = fd;
  c->open = 1;
  watch(c, 1, EPOLL_CTL_ADD);
}

static void accept_all(struct listener *l) {
  int fd;
  while ((fd = accept4(l->fd, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
    struct conn *c = need(calloc(1, sizeof *c));
    set_options(fd);
    c->listener = l;
    c->fd[0] = fd;
    c->fd[1] = -1;
    c->connect_at = now() + 3 * delay_ns;
    c->d[0].from = c->d[1].to = fd;
    c->d[0].to = c->d[1].from = -1;
    for (int i = 0; i < 2; i++) c->ev[i] = (struct ev){ .kind = SIDE, .conn = c, .side = i };
    append(c);
    watch(c, 0, EPOLL_CTL_ADD);
    if (delay_ns == 0) open_target(c);
  }
}

/* Sends on what is due. */
static void flush_dir(struct conn *c, int i, int64_t t) {
  struct dir *d = &c->d[i];
  int was_blocked = d->blocked, was_paused = d->paused;
  d->blocked = 0;
  while (d->head && d->head->due <= t && c->open) {
    struct chunk *k = d->head;
    ssize_t n = send(d->to, k->data + k->off, k->len - k->off, MSG_NOSIGNAL);
    if (n < 0) {
      if (errno == EAGAIN) { d->blocked = 1; break; }
      if (errno == EINTR) continue;
      kill_conn(c);
      return;
    }
    k->off += (size_t)n;
    d->queued -= (size_t)n;
    if (k->off == k->len) {
      d->head = k->next;
      if (!d->head) d->tail = NULL;
      free(k);
    }
  }
  if (d->paused && d->queued < CAP / 2) d->paused = 0;
  if (!d->head && d->eof_read && !d->eof_sent && c->open && d->eof_due <= t) {
    shutdown(d->to, SHUT_WR);
    d->eof_sent = 1;
  }
  if (was_blocked != d->blocked && c->open) watch(c, 1 - i, EPOLL_CTL_MOD);
  if (was_paused != d->paused && c->fd[i] >= 0) watch(c, i, EPOLL_CTL_MOD);
  if (c->d[0].eof_sent && c->d[1].eof_sent) kill_conn(c);
}

/* When n bytes read at t have passed the line of their direction. */
static int64_t through_line(struct conn *c, int i, size_t n, int64_t t) {
  if (ns_per_byte == 0) return t;
  int64_t *line = &c->listener->line_free[i];
  if (*line < t) *line = t;
  *line += (int64_t)((double)n * ns_per_byte);
  return *line;
}

static void throttle(struct conn *c, int i) {
  c->d[i].throttled = 1;
  watch(c, i, EPOLL_CTL_MOD);
}

static void read_side(struct conn *c, int i) {
  struct dir *d = &c->d[i];
  size_t want = ns_per_byte > 0 ? LIMITED_CHUNK : sizeof buf;
  int rounds = ns_per_byte > 0 ? 1 : 4;
  if (ns_per_byte > 0) {           /* whoever has had its turn comes last when the line is free again */
    if (c->listener->line_free[i] - now() > QUEUE_NS) { throttle(c, i); return; }
    unlink_conn(c);
    append(c);
  }
  while (rounds-- > 0 && !d->paused && !d->eof_read) {
    ssize_t n = recv(d->from, buf, want, 0);
    if (n < 0) {
      if (errno == EAGAIN) break;
      if (errno == EINTR) continue;
      kill_conn(c);
      return;
    }
    int64_t t = now();
    if (n == 0) {
      d->eof_read = 1;
      d->eof_due = t + delay_ns;
      watch(c, i, EPOLL_CTL_MOD);
      break;
    }
    size_t len = (size_t)n;
    if (!d->head && delay_ns == 0 && ns_per_byte == 0 && c->open) { /* nothing waits: straight through */
      ssize_t w = send(d->to, buf, len, MSG_NOSIGNAL);
      if (w < 0) {
        if (errno != EAGAIN) { kill_conn(c); return; }
        w = 0;
      }
      if ((size_t)w == len) continue;
      memmove(buf, buf + w, len - (size_t)w);
      len -= (size_t)w;
    }
    struct chunk *k = need(malloc(sizeof *k + len));
    *k = (struct chunk){ .due = through_line(c, i, len, t) + delay_ns, .len = len };
    memcpy(k->data, buf, len);
    if (d->tail) d->tail->next = k; else d->head = k;
    d->tail = k;
    d->queued += len;
    if (d->queued > CAP) { d->paused = 1; watch(c, i, EPOLL_CTL_MOD); }
    if (len < want) break;
  }
  if (delay_ns == 0) flush_dir(c, i, now());
}

static void on_side(struct conn *c, int side, uint32_t events) {
  if (c->dead) return;
  if (events & EPOLLOUT) flush_dir(c, 1 - side, now());
  if (c->dead) return;
  if (events & EPOLLIN) {
    read_side(c, side);
  } else if (events & EPOLLERR) {
    kill_conn(c);
  } else if (events & EPOLLHUP) {
    struct dir *in = &c->d[side];
    if (!in->eof_read) {           /* the rest is still to be read */
      if (!in->paused && !in->throttled) read_side(c, side);
    } else if (!in->head) {
      kill_conn(c);
    } else {                       /* nobody reads there any more, but what it sent is still on its way */
      c->d[1 - side].eof_sent = 1;
      epoll_ctl(ep, EPOLL_CTL_DEL, c->fd[side], NULL);
    }
  }
}

static void sooner(int64_t *next, int64_t t) {
  if (!*next || t < *next) *next = t;
}

/* Does what is due on one connection and tells when it wants to be looked at again. */
static void tend(struct conn *c, int64_t t, int64_t *next) {
  if (!c->open) {
    if (c->connect_at <= t) open_target(c); else sooner(next, c->connect_at);
  }
  for (int i = 0; i < 2 && !c->dead; i++) {
    struct dir *d = &c->d[i];
    if (d->throttled && c->fd[i] >= 0) {
      int64_t free_at = c->listener->line_free[i] - QUEUE_NS / 2;
      if (free_at <= t) { d->throttled = 0; watch(c, i, EPOLL_CTL_MOD); } else sooner(next, free_at);
    }
    if (!c->open) continue;
    int eof_waits = !d->head && d->eof_read && !d->eof_sent;
    if (!d->blocked && ((d->head && d->head->due <= t) || (eof_waits && d->eof_due <= t))) flush_dir(c, i, t);
    if (c->dead) return;
    if (!d->blocked && d->head) sooner(next, d->head->due);
    if (!d->head && d->eof_read && !d->eof_sent) sooner(next, d->eof_due);
  }
}

static void listen_on(struct listener *l, int port, int target) {
  int one = 1;
  struct sockaddr_in a = loopback(port);
  l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  l->target = target;
  l->ev = (struct ev){ .kind = LISTENER, .listener = l };
  setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(l->fd, (struct sockaddr *)&a, sizeof a) < 0 || listen(l->fd, 1024) < 0) {
    fprintf(stderr, "delayproxy: port %d: %s\n", port, strerror(errno));
    exit(1);
  }
  struct epoll_event e = { .events = EPOLLIN, .data.ptr = &l->ev };
  epoll_ctl(ep, EPOLL_CTL_ADD, l->fd, &e);
}

static void set_up(int argc, char **argv) {
  char *end, *end2;
  if (argc < 4 || argc - 3 > LISTENERS) {
    fputs("usage: delayproxy ONE_WAY_MS MBIT LISTENPORT:TARGETPORT ...\n", stderr);
    exit(2);
  }
  double ms = strtod(argv[1], &end), mbit = strtod(argv[2], &end2);
  if (*end || *end2 || ms < 0 || mbit < 0) { fputs("delayproxy: ONE_WAY_MS and MBIT are numbers, 0 or more\n", stderr); exit(2); }
  delay_ns = (int64_t)(ms * 1e6);
  ns_per_byte = mbit > 0 ? 8000.0 / mbit : 0;
  ep = epoll_create1(EPOLL_CLOEXEC);
  timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  static struct ev timer_ev = { .kind = TIMER };
  struct epoll_event e = { .events = EPOLLIN, .data.ptr = &timer_ev };
  epoll_ctl(ep, EPOLL_CTL_ADD, timer, &e);
  for (int i = 3; i < argc; i++) {
    int port, target;
    if (sscanf(argv[i], "%d:%d", &port, &target) != 2) { fprintf(stderr, "delayproxy: not LISTENPORT:TARGETPORT: %s\n", argv[i]); exit(2); }
    listen_on(&listeners[i - 3], port, target);
  }
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  set_up(argc, argv);
  puts("ready");
  fflush(stdout);
  struct epoll_event es[256];
  int64_t armed = 0;
  for (;;) {
    int n = epoll_wait(ep, es, 256, -1);
    if (n < 0 && errno != EINTR) { perror("delayproxy: epoll"); return 1; }
    for (int i = 0; i < n; i++) {
      struct ev *e = es[i].data.ptr;
      uint64_t expirations;
      if (e->kind == TIMER) armed = read(timer, &expirations, sizeof expirations) > 0 ? 0 : armed;
      else if (e->kind == LISTENER) accept_all(e->listener);
      else on_side(e->conn, e->side, es[i].events);
    }
    int64_t t = now(), next = 0;
    for (struct conn *c = first, *following; c; c = following) {
      following = c->next;
      if (!c->dead) tend(c, t, &next);
      if (c->dead) free_conn(c);
    }
    if (next && next != armed) {
      struct itimerspec its = { .it_value = { .tv_sec = next / 1000000000LL, .tv_nsec = next % 1000000000LL } };
      timerfd_settime(timer, TFD_TIMER_ABSTIME, &its, NULL);
      armed = next;
    }
  }
}
