import { Button } from '../../components/button/button'
import { EmptyState } from '../../components/states/empty-state'
import { goTo } from '../../hooks/navigation'
import { Page, type PageProps } from '../page/page'

type Frame = Pick<PageProps<never>, 'title' | 'tab'>

/** A page that is somebody's own, before it is known whose. Signing in comes back here. */
export function SignInGate({ title, tab, why }: Frame & { why: string }) {
  return (
    <Page title={title} tab={tab}>
      <EmptyState icon="person" title="请先登录" detail={why} />
      <Button onPress={() => goTo('login')}>登录</Button>
    </Page>
  )
}
