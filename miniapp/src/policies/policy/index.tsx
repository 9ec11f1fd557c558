import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { plainCard } from '../../format/card'
import { goTo } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { Page } from '../../widgets'
import { ApplyFoot } from './apply-foot'
import './policy.scss'
import { PolicyPage } from './policy-page'

/** A policy: `?id=`, with `&enterprise=` for which enterprise it is read, with `&edition=` as it was then. */
export default function Policy() {
  const { id, edition, enterprise } = useRouter().params
  const older = Number(edition) > 0 ? { edition: Number(edition) } : {}
  const screen = useScreen('GET /api/policies/:id', id ? { params: { id }, query: older } : null)
  const policy = screen.data
  useShareAppMessage(() => ({
    title: policy?.state === 'published' ? policy.content.title : '惠企惠民政策',
    path: `/policies/policy/index?id=${encodeURIComponent(id ?? '')}`,
    imageUrl: plainCard,
  }))
  if (!id) {
    return (
      <Page title="政策">
        <EmptyState
          icon="policy"
          title="没有找到这项政策"
          detail="链接不完整，请从政策页进入。"
          action="看全部政策"
          onAction={() => goTo('policies')}
        />
      </Page>
    )
  }
  return (
    <Page
      title="政策"
      wide
      screen={screen}
      foot={policy?.isCurrent && policy.state === 'published' ? <ApplyFoot policy={policy} /> : undefined}
    >
      {(view) => <PolicyPage policy={view} enterprise={enterprise} />}
    </Page>
  )
}
