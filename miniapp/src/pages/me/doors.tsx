import type { RegionRef, User } from '@hutang/shared/contract'
import { officeRoles } from '@hutang/shared/rules'
import { useState } from 'react'
import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { waitingText } from '../../format/work'
import { goTo, goToCadre, goToOffice, goToPolicies, goToPolicyOffice } from '../../hooks/navigation'
import { region, visited } from '../../store/region'
import { RegionPicker } from '../../widgets'

/** Links to the desk, the operator's audit, the household, the subscriptions, and other villages. */
export function Doors({ me }: { me: Answer<'GET /api/screens/me'> }) {
  const { user, subscriptions } = me
  const [picking, setPicking] = useState(false)
  const posts = user?.roles.filter(({ role }) => officeRoles.includes(role)) ?? []
  const chosen = region.use()
  const away = visited.use()
  const leads = user?.roles.find(({ role }) => role === 'group-leader')
  const managed = user?.roles.find(({ role }) => role === 'administrator')
  // The desk of the chosen village if the person has a post there, otherwise of the first post.
  const post = posts.find((one) => one.region.code === chosen) ?? posts[0]
  return (
    <>
      {post ? (
        <Card flush>
          <Row
            icon="edit"
            title="我的工作台"
            detail={deskText(post.region, user?.waiting ?? [])}
            onPress={() => goToCadre('desk', { region: post.region.code })}
          />
        </Card>
      ) : null}
      {leads ? (
        <Card flush>
          <Row
            icon="people"
            title="组长"
            detail={`${leads.group}：公开墙每周报，入户名单打钩`}
            onPress={() => goToCadre('wall', { region: leads.region.code })}
          />
        </Card>
      ) : null}
      {managed ? (
        <Card flush>
          <Row
            icon="people"
            title="岗位和换届"
            detail="谁管什么；给岗位、请假、换届、交接"
            onPress={() => goToOffice('posts', { region: managed.region.code })}
          />
          <Row
            icon="document"
            title="登录单"
            detail="给还没有登录过的人开，打印出来交给本人"
            onPress={() => goToOffice('invites', { region: managed.region.code })}
          />
          {managed.region.level === 'township' ? null : (
            <Row
              icon="list"
              title={managed.region.level === 'county' ? '全区户籍册' : '户籍册'}
              detail="从表格导入，先看再放进去"
              onPress={() =>
                goToOffice(managed.region.level === 'county' ? 'county-register' : 'register', {
                  region: managed.region.code,
                })
              }
            />
          )}
          <Row
            icon="building"
            title="村镇和办公室"
            detail="电话、地址、办公时间；加村镇"
            onPress={() => goToOffice('places', { region: managed.region.code })}
          />
          {managed.region.level === 'village' ? null : (
            <Row
              icon="building"
              title="企业"
              detail="谁管哪家企业；企业名录"
              onPress={() => goToOffice('enterprises', { region: managed.region.code })}
            />
          )}
          {managed.region.level === 'county' ? (
            <Row
              icon="message"
              title="诉求"
              detail="镇里超期、升到区里的，排在前面"
              onPress={() => goToPolicyOffice('appeals', { region: managed.region.code })}
            />
          ) : null}
          <Row
            icon="message"
            title="短信费"
            detail="每月最多花多少，还剩多少"
            onPress={() => goToOffice('sms', { region: managed.region.code })}
          />
        </Card>
      ) : null}
      {user?.roles.some(({ role }) => role === 'operator') ? (
        <Card flush>
          <Row
            icon="list"
            title="谁做了什么"
            detail="登录、认证、撤下、备份的记录"
            onPress={() => goToCadre('audit')}
          />
          {me.wechat ? null : <Row icon="info" title="微信还没接上" detail="提醒先留在消息里" />}
        </Card>
      ) : null}
      <Card flush>
        {user?.residence ? (
          <Row
            icon="house"
            title="我家"
            detail="家里人和与我家有关的内容"
            onPress={() => goTo('household')}
          />
        ) : null}
        {user ? (
          <Row
            icon="message"
            title="消息"
            value={user.unread > 0 ? `${user.unread} 条未读` : undefined}
            onPress={() => goTo('inbox')}
          />
        ) : null}
        {user ? (
          <Row
            icon="bell"
            title="我的订阅"
            value={subscriptions > 0 ? `${subscriptions} 项` : '还没有'}
            onPress={() => goTo('subscriptions')}
          />
        ) : null}
        {user ? (
          <Row
            icon="building"
            title="我的企业"
            detail={firmsText(user.enterprises)}
            onPress={() => goToPolicies('firms')}
          />
        ) : null}
        <Row
          icon="heart"
          title="我能领什么补贴"
          detail="答几个问题就知道，答的不离开手机"
          onPress={() => goToPolicies('household')}
        />
        {user ? <Row icon="people" title="让家人看、替家人看" onPress={() => goTo('proxies')} /> : null}
        <Row
          icon="message"
          title="意见和投诉"
          value={user && user.answers > 0 ? `${user.answers} 条新答复` : undefined}
          detail={user ? undefined : '提意见、问问题、投诉，15 天内答复'}
          onPress={() => goTo('questions')}
        />
        {user ? (
          <Row
            icon="edit"
            title="我的诉求"
            value={user.appeals > 0 ? `${user.appeals} 条新进展` : undefined}
            detail={user.appeals > 0 ? undefined : '办政策、办事卡住了，找人帮'}
            onPress={() => goToPolicies('appeals')}
          />
        ) : null}
        {user ? (
          <Row
            icon="lock"
            title="登录的设备"
            detail="不认得的，可以让它退出"
            onPress={() => goTo('sessions')}
          />
        ) : null}
        <Row icon="home" title="换一个村看" onPress={() => setPicking(true)} />
      </Card>
      <RegionPicker
        open={picking}
        onClose={() => {
          setPicking(false)
          if (region.get() !== chosen || visited.get() !== away) goTo('home')
        }}
      />
    </>
  )
}

const firmsText = (firms: User['enterprises']): string =>
  firms.map(({ name }) => name).join('、') || '添加企业，看能享受什么政策'

function deskText(region: RegionRef, waiting: User['waiting']): string {
  const here = waiting.filter((one) => one.region.code === region.code)
  return here.length > 0 ? `${region.name}：${waitingText(here)}` : `${region.name}：手头没有等您办的事`
}
