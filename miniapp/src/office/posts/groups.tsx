import type { Post, PostGroup } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card, EmptyState, Fold, Row } from '../../components'
import type { RowTag } from '../../components/row/row'
import { spanText } from '../../format/date'
import { officeAddress, openPage } from '../../hooks/navigation'
import { AppointDialog } from './appoint-dialog'
import type { PostsData } from './data'
import { PostDialog } from './post-dialog'
import type { Wanted } from './wanted'

interface GroupsProps {
  data: PostsData
  groups: readonly PostGroup[]
  reload: () => Promise<void>
}

/** The places, each with its people; one place stands alone and wide, several beside each other. */
export function Groups({ data, groups, reload }: GroupsProps) {
  const [open, setOpen] = useState<Post>()
  const [wanted, setWanted] = useState<Wanted>()
  const done = () => {
    setOpen(undefined)
    setWanted(undefined)
    void reload()
  }
  if (groups.length === 0)
    return <EmptyState icon="search" title="没有找到" detail="换一个村名或人名试试。" />
  return (
    <View className={groups.length > 1 ? 'posts__groups posts__groups--many' : 'posts__groups'}>
      {groups.map((group) => (
        <Group
          key={group.region.code}
          data={data}
          group={group}
          onOpen={setOpen}
          onGive={() => setWanted({ region: group.region })}
        />
      ))}
      {open ? (
        <PostDialog
          post={open}
          manages={data.manages}
          onClose={() => setOpen(undefined)}
          onDone={done}
          onDeputy={(deputy) => {
            setOpen(undefined)
            setWanted(deputy)
          }}
        />
      ) : null}
      {wanted ? (
        <AppointDialog key={wanted.role} wanted={wanted} onClose={() => setWanted(undefined)} onDone={done} />
      ) : null}
    </View>
  )
}

interface GroupProps {
  data: PostsData
  group: PostGroup
  onOpen: (post: Post) => void
  onGive: () => void
}

function Group({ data, group: { region, posts, warnings }, onOpen, onGive }: GroupProps) {
  const current = posts.filter(({ state }) => state !== 'ended')
  const before = posts.filter(({ state }) => state === 'ended')
  const isBelow = region.code !== data.region.code
  return (
    <Card title={region.name} flush>
      {warnings.map((text) => (
        <Text className="posts__warning" key={text}>
          {text}
        </Text>
      ))}
      {current.length === 0 ? <Text className="posts__none">还没有人有岗位。</Text> : null}
      {current.map((post) => (
        <PostRow key={post.id} post={post} onOpen={onOpen} />
      ))}
      {before.length > 0 ? (
        <Fold title={`以前的 ${before.length}`} flush>
          {before.map((post) => (
            <PostRow key={post.id} post={post} onOpen={onOpen} />
          ))}
        </Fold>
      ) : null}
      {data.manages ? (
        <Button kind="quiet" icon="edit" label={`${region.name}，给一个岗位`} onPress={onGive}>
          给一个岗位
        </Button>
      ) : null}
      {isBelow && region.level === 'township' ? (
        <Button
          kind="quiet"
          icon="list"
          label={`${region.name}，看各村`}
          onPress={() => void openPage(officeAddress('posts', { region: region.code }))}
        >
          看各村
        </Button>
      ) : null}
    </Card>
  )
}

const tags: Record<Post['state'], RowTag> = {
  working: { text: '任职中', tone: 'good' },
  leave: { text: '请假', tone: 'soon' },
  coming: { text: '还没开始', tone: 'info' },
  ended: { text: '已结束', tone: 'plain' },
}

function PostRow({ post, onOpen }: { post: Post; onOpen: (post: Post) => void }) {
  const { name, roleText, as, state, since, until, signedIn } = post
  const notes = [
    spanText(since, until),
    as === 'deputy' ? '代理' : '',
    signedIn || state === 'ended' ? '' : '还没有登录过',
  ].filter(Boolean)
  return (
    <Row
      title={name}
      detail={roleText}
      note={notes.join(' · ')}
      tag={tags[state]}
      onPress={() => onOpen(post)}
    />
  )
}
