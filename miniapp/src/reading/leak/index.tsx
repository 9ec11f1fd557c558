import { useRouter } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { officeOf } from '../../format/words'
import { goTo, wordOf } from '../../hooks/navigation'
import { useReportOf } from '../../store/leak-reports'
import { Page } from '../../widgets'
import { LeakForm } from './form'
import { SentCard } from './sent'

/** 告诉村里: anybody reports that a notice shows personal data. `?id=` is the notice, `&level=` of its place; `&about=policy`: a policy. */
export default function Leak() {
  const { id: word, level, about } = useRouter().params
  const id = wordOf(word)
  const office = officeOf(level ?? '')
  const title = `告诉${office}`
  const sent = useReportOf(id)
  if (!id) {
    return (
      <Page title={title}>
        <EmptyState
          title="没有说明是哪一条"
          detail="请从那条公开信息的最下面点进来。"
          action="回首页"
          onAction={() => goTo('home')}
        />
      </Page>
    )
  }
  if (sent) {
    return (
      <Page title={title}>
        <SentCard report={sent} office={office} />
      </Page>
    )
  }
  return <LeakForm id={id} isPolicy={about === 'policy'} office={office} />
}
