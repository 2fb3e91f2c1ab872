// Loaded first by every process of WeChat's compiler: none of them opens a connection. Nothing of what is built goes
// anywhere; it asks for a newer list of file endings, and goes on without one.
import { Socket } from 'node:net';

Socket.prototype.connect = function refuse() {
  process.nextTick(() => this.destroy(new Error('there is no network here')));
  return this;
};
