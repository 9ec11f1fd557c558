import { Button } from '../../components/button/button'
import { EmptyState } from '../../components/states/empty-state'
import { goTo } from '../../hooks/navigation'
import { Page, type PageProps } from '../page/page'

type Frame = Pick<PageProps<never>, 'title' | 'tab'>

/** Shown instead of a personal page when nobody is signed in. After signing in, the page is shown. */
export function SignInGate({ title, tab, why }: Frame & { why: string }) {
  return (
    <Page title={title} tab={tab}>
      <EmptyState icon="person" title="请先登录" detail={why} />
      <Button onPress={() => goTo('login')}>登录</Button>
    </Page>
  )
}
