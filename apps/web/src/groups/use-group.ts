import type { Group, GroupInvite, GroupMember, GroupRole } from '@weireel/contract';
import { isPermitted } from '@weireel/contract/plain';
import { computed, ref, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { useSession } from '../session/session.ts';
import { usePages } from '../shell/use-pages.ts';

/** One group, as its page uses it. */
export type GroupState = ReturnType<typeof useGroup>;

/** One group with its members and, for who may invite, its invitations. */
export function useGroup(id: string) {
  const session = useSession();
  const group = shallowRef<Group | null>(null);
  const pages = usePages<GroupMember>((query) => api.call('groupMembers', { params: { id }, query }));
  const { items: members } = pages;
  const invites = shallowRef<readonly GroupInvite[]>([]);
  const trouble = ref<Trouble | null>(null);
  const isAdmin = computed(() => isPermitted(session.me?.roles ?? [], 'manage_people'));
  const mayGovern = computed(() => isAdmin.value || group.value?.myRole === 'owner');
  const mayInvite = computed(() => mayGovern.value || group.value?.myRole === 'manager');

  async function load(): Promise<void> {
    trouble.value = null;
    try {
      group.value = await api.call('group', { params: { id } });
      if (mayInvite.value) await loadInvites();
    } catch (error) {
      trouble.value = troubleOf(error);
    }
  }

  async function loadInvites(): Promise<void> {
    invites.value = (await api.call('groupInvites', { params: { id } })).items;
  }

  /** Makes an invitation, and gives the link that opens it; nobody is told it again. */
  async function invite(uses: number, days: number): Promise<string> {
    const { code } = await api.call('createGroupInvite', { params: { id }, body: { uses, days } });
    await loadInvites();
    // Behind the sign that browsers keep to themselves: it stands in no log.
    return new URL(`/join#${code}`, location.href).href;
  }

  async function revoke(inviteId: string): Promise<void> {
    await api.call('revokeGroupInvite', { params: { id, inviteId } });
    await loadInvites();
  }

  async function rename(name: string): Promise<void> {
    group.value = await api.call('renameGroup', { params: { id }, body: { name } });
  }

  async function setRole(userId: string, role: GroupRole): Promise<void> {
    const changed = await api.call('putGroupMember', { params: { id, userId }, body: { role } });
    members.value = members.value.map((member) => (member.user.id === userId ? changed : member));
    if (userId === session.me?.id) await load();
  }

  async function remove(userId: string): Promise<void> {
    await api.call('removeGroupMember', { params: { id, userId } });
    pages.keep((member) => member.user.id !== userId);
  }

  void load();

  return {
    ...{ group, pages, invites, trouble, mayGovern, mayInvite },
    ...{ load, invite, revoke, rename, setRole, remove },
    destroy: () => api.call('deleteGroup', { params: { id } }),
  };
}
