import { openPerson } from '../../shell/go.ts';

Component({
  // A person in a list, with what may be done about them; an empty `act`: nothing.
  properties: {
    ...{
      personId: String,
      nickname: String,
      avatarUrl: String,
      about: String,
      act: String,
      isQuiet: Boolean,
    },
  },

  methods: {
    onOpen() {
      openPerson(this.data.personId);
    },

    onAct() {
      this.triggerEvent('act');
    },
  },
});
