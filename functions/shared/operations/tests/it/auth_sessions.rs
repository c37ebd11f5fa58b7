//! Sessions seen and ended one by one.

use store::auth::{By, session_list};

use crate::kit::{Door, HOUR_MS, run};

fn by<'a>(door: &'a Door, person_id: i64, actor: &'a str) -> By<'a> {
    By {
        person_id,
        actor,
        origin: &door.origin,
        now_ms: door.desk.now().ms(),
    }
}

#[test]
fn live_ones_are_listed_and_ended() {
    let door = Door::open();
    let (idle, bobs) = (door.enter("ann"), door.enter("bob"));
    door.desk.clock.pass(HOUR_MS);
    let (first, second) = (door.enter("ann"), door.enter("ann"));
    let list = || {
        door.as_who(&second, |who| {
            run(session_list::list(
                &door.desk.database,
                1,
                who.token_hash,
                door.desk.now().ms(),
            ))
            .unwrap()
        })
    };
    let listed = list();
    let current: Vec<i64> = listed.iter().map(|one| one.is_current).collect();
    assert_eq!((listed.len(), current.iter().sum::<i64>()), (2, 1));
    assert!(
        listed
            .iter()
            .all(|one| one.session_id != idle.session.session_id && one.address == "203.0.113.7")
    );
    let revoke = |id: &str| {
        run(session_list::revoke(
            &door.desk.database,
            by(&door, 1, "person:1/0"),
            id,
        ))
        .unwrap()
    };
    assert!(!revoke(&bobs.session.session_id), "not theirs");
    assert!(revoke(&first.session.session_id));
    assert!(!revoke(&first.session.session_id), "ended already");
    assert!(door.session(&first.token).is_none() && list().len() == 1);
    let third = door.enter("ann");
    door.as_who(&second, |who| {
        run(session_list::revoke_others(
            &door.desk.database,
            by(&door, 1, who.actor),
            who.token_hash,
        ))
        .unwrap();
    });
    assert!(door.session(&third.token).is_none() && door.session(&second.token).is_some());
    assert!(door.journal(1).ends_with("session_revoked signed_in session_revoked"));
}
