import { useRouter } from 'vue-router';
import { useSession } from '../session/session.ts';
import { openReport, type Reportable } from './reporting.ts';

/** Lets whoever looks report something; the signed-out sign in first, and come back. */
export function useReport() {
  const session = useSession();
  const router = useRouter();

  function report(...things: Reportable[]): void {
    if (session.me !== null) openReport(things);
    else void router.push({ name: 'login', query: { to: router.currentRoute.value.fullPath } });
  }

  return { report };
}
