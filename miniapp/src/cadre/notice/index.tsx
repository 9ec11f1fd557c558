import { useRouter } from '@tarojs/taro'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, Row } from '../../components'
import { Banner } from '../../components/banner/banner'
import { dayText } from '../../format/date'
import { goTo, wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { BoardPrint } from '../components/board-print/board-print'
import { endingWords } from '../ending-words'
import { openEnding, openTold } from '../open'
import { whySignIn } from '../words'
import { Correct } from './correct'
import { PostingDoor } from './posting-door'

type NoticeScreen = Answer<'GET /api/screens/notice'>

/** 办理: what may be done with a published notice, each step with why it cannot be done now. `?id=` is the notice. */
export default function Manage() {
  const id = wordOf(useRouter().params.id)
  const user = useUser()
  const screen = useScreen('GET /api/screens/notice', id && user ? { query: { id } } : null)
  if (!user) return <SignInGate title="办理" why={whySignIn} />
  if (!id) {
    return (
      <Page title="办理">
        <EmptyState icon="document" title="没有说明要办哪一条" detail="请从工作台或那条公开信息里点进来。" />
      </Page>
    )
  }
  return (
    <Page title="办理" screen={screen}>
      {(data) => <Choices data={data} />}
    </Page>
  )
}

function Choices({ data: { notice, canCorrect, endings } }: { data: NoticeScreen }) {
  const { id, title, item, publishedAt, publishedBy, banners, editionNo, state } = notice
  return (
    <>
      <Card flush>
        <Row
          icon="document"
          title={title}
          note={`第 ${item.no} 项 ${item.level2} · ${publishedBy} · ${dayText(publishedAt)} · 第 ${editionNo} 版`}
          onPress={() => goTo('notice', { id })}
        />
      </Card>
      {banners.map((banner) => (
        <Banner key={banner.kind} banner={banner} />
      ))}
      {notice.gone ? null : <BoardPrint id={id} title={title} ended={state === 'withdrawn'} />}
      {canCorrect || endings.length > 0 ? (
        <PostingDoor id={id} ended={notice.gone || state !== 'published'} />
      ) : null}
      {canCorrect ? <Correct id={id} /> : null}
      {endings.length > 0 ? (
        <Card title="这条公开要停下来" flush>
          {endings.map(({ verb, allowed, failureReasons }) => (
            <Row
              key={verb}
              icon={endingWords[verb].icon}
              title={endingWords[verb].name}
              detail={allowed ? endingWords[verb].when : failureReasons.join('')}
              onPress={allowed ? () => openEnding(verb, id) : undefined}
            />
          ))}
        </Card>
      ) : null}
      {state === 'takenDown' && endings.length > 0 ? (
        <Card flush>
          <Row
            icon="people"
            title="告诉了谁，还要告诉谁"
            detail="误带了谁家的信息、入户名单、给区县的报告"
            onPress={() => openTold({ notice: id, about: 'notice' })}
          />
        </Card>
      ) : null}
      {!canCorrect && endings.length === 0 ? (
        <EmptyState
          icon="check"
          title="这条公开没有要您办的"
          detail="更正由经办来写，撤回和撤下由书记、主任或镇里来办。"
        />
      ) : null}
    </>
  )
}
