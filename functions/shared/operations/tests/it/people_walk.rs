//! Whatever people who are no owners do, together and in any order: none of them ever may what none of them might before.

use std::collections::BTreeSet;

use domain::permission::{Permission, Role};
use operations::people::{self, invitation};
use proptest::prelude::*;
use serde_json::json;

use crate::kit::{Desk, run};

#[derive(Debug, Clone)]
enum Act {
    Change(String, Vec<String>),
    Disable,
    Enable,
    Invite(String, Vec<String>),
    SendAgain,
    Accept,
}

fn role() -> impl Strategy<Value = String> {
    prop::sample::select(Role::ALL.iter().map(|role| role.name().to_owned()).collect::<Vec<_>>())
}

fn permissions() -> impl Strategy<Value = Vec<String>> {
    let names: Vec<String> = Permission::ALL.iter().map(|one| one.name().to_owned()).collect();
    prop::sample::subsequence(names, 0..4)
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (role(), permissions()).prop_map(|(role, permissions)| Act::Change(role, permissions)),
        1 => Just(Act::Disable),
        2 => Just(Act::Enable),
        2 => (role(), permissions()).prop_map(|(role, permissions)| Act::Invite(role, permissions)),
        1 => Just(Act::SendAgain),
        2 => Just(Act::Accept),
    ]
}

/// What active people who are no owners may, all together; and the owners.
fn might(desk: &Desk) -> (BTreeSet<String>, String) {
    let rows = desk.text("SELECT json_group_array(json_array(m.role, (SELECT json_group_array(x.permission) FROM membership_permission x
        WHERE x.person_id = m.person_id AND x.org_id = m.org_id))) FROM membership m WHERE m.org_id = 1 AND m.status = 'active' AND m.role <> 'owner'");
    let rows: Vec<(String, String)> = serde_json::from_str(&rows).unwrap();
    let mut all = BTreeSet::new();
    for (role, beyond) in rows {
        all.extend(serde_json::from_str::<Vec<String>>(&beyond).unwrap());
        all.extend(
            Role::parse(&role)
                .unwrap()
                .permissions()
                .iter()
                .map(|one| one.name().to_owned()),
        );
    }
    let owners = "SELECT group_concat(person_id || status) FROM membership WHERE role = 'owner'";
    (all, desk.text(owners))
}

fn walk(desk: &Desk, who: i64, whom: i64, act: Act) {
    let acting = desk.acting(1, who);
    let can = desk.number(&format!(
        "SELECT count(*) FROM membership m WHERE m.org_id = 1 AND m.person_id = {who} AND m.status = 'active'
           AND EXISTS (SELECT 1 FROM membership_permission x WHERE x.person_id = {who} AND x.permission = 'people')"
    ));
    let database = &desk.database;
    // What comes of it is not asked: refused or not, nobody may more than before.
    match act {
        Act::Accept => {
            let open = "FROM invitation WHERE org_id = 1 AND accepted_at_ms IS NULL AND revoked_at_ms IS NULL ORDER BY invitation_id LIMIT 1";
            if desk.number("SELECT count(*) FROM invitation WHERE accepted_at_ms IS NULL AND revoked_at_ms IS NULL")
                == 0
            {
                return;
            }
            let id = desk.number(&format!("SELECT invitation_id {open}"));
            let (role, beyond) = (
                desk.text(&format!("SELECT role {open}")),
                desk.text(&format!("SELECT permissions {open}")),
            );
            desk.join(1, 100 + id, &role, &beyond);
            desk.execute(&format!(
                "UPDATE invitation SET accepted_at_ms = 1 WHERE invitation_id = {id}"
            ));
        }
        _ if can == 0 => {}
        Act::Change(role, permissions) => {
            let body = json!({ "role": role, "permissions": permissions });
            let _ = run(people::change(database, 1, acting.actor(), whom, &body));
        }
        Act::Disable => drop(run(people::set_status(
            database,
            1,
            acting.actor(),
            whom,
            &json!({ "status": "disabled" }),
        ))),
        Act::Enable => drop(run(people::set_status(
            database,
            1,
            acting.actor(),
            whom,
            &json!({ "status": "active" }),
        ))),
        Act::Invite(role, permissions) => {
            let email = format!("i{}@x.example", desk.number("SELECT count(*) FROM invitation"));
            let body = json!({ "email": email, "role": role, "permissions": permissions });
            let sender = acting.sender(&desk.key);
            let _ = run(invitation::create(database, &desk.chance, &sender, 1, &body));
        }
        Act::SendAgain => {
            let last = desk.number("SELECT COALESCE(max(invitation_id), 1) FROM invitation");
            let _ = run(invitation::send_again(
                database,
                &desk.chance,
                &acting.sender(&desk.key),
                1,
                last,
            ));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Proves EDG-11, SPR-09 (nobody gives what they have not).
    #[test]
    fn who_is_no_owner_never_gets_what_none_of_them_had(
        crew in prop::collection::vec((role(), permissions(), any::<bool>()), 3..5),
        acts in prop::collection::vec((0_usize..6, 0_usize..7, act()), 1..25),
    ) {
        let desk = Desk::open();
        desk.join(1, 1, "owner", "[]");
        for (index, (role, beyond, active)) in crew.iter().enumerate() {
            let person = i64::try_from(index).unwrap() + 2;
            let role = if role == "owner" { "manager" } else { role };
            let mut beyond = beyond.clone();
            if index == 0 && !beyond.contains(&"people".to_owned()) {
                beyond.push("people".to_owned());
            }
            desk.join(1, person, role, &json!(beyond).to_string());
            if !active && index > 0 {
                desk.execute(&format!("UPDATE membership SET status = 'disabled' WHERE person_id = {person}"));
            }
        }
        let (before, owners) = might(&desk);
        for (who, whom, act) in acts {
            let people = desk.text("SELECT json_group_array(person_id) FROM membership WHERE org_id = 1");
            let people: Vec<i64> = serde_json::from_str(&people).unwrap();
            // The owner does nothing here.
            let who = people[1 + who % (people.len() - 1)];
            walk(&desk, who, people[whom % people.len()], act);
            let (after, still) = might(&desk);
            prop_assert!(after.is_subset(&before), "{after:?} beyond {before:?}");
            prop_assert_eq!(&still, &owners);
        }
    }
}
