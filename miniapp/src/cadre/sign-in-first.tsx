import Taro from '@tarojs/taro'
import { EmptyState, Page } from '../components'

export function SignInFirst({ title }: { title: string }) {
  return (
    <Page title={title}>
      <EmptyState
        icon="lock"
        title="请先登录"
        detail="这里是村干部办事的地方，登录后才能看到要办的事。"
        action="去登录"
        onAction={() => void Taro.navigateTo({ url: '/pages/login/index' })}
      />
    </Page>
  )
}
