# etcd, the API server, the controller manager and the scheduler.
# shellcheck shell=bash

control_plane_up() {
  daemon etcd "$(program etcd)" --data-dir "$state/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls http://127.0.0.1:22379 --advertise-client-urls http://127.0.0.1:22379 \
    --listen-peer-urls http://127.0.0.1:22380
  # Workflows are large objects: this is etcd's and the API server's own limit, as everywhere.
  daemon kube-apiserver "$(program kube-apiserver)" \
    --etcd-servers http://127.0.0.1:22379 --bind-address "$address" --advertise-address "$address" --secure-port 6443 \
    --service-cluster-ip-range "$service_network" --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction \
    --client-ca-file "$keys/authority.crt" --tls-cert-file "$keys/api-server.crt" --tls-private-key-file "$keys/api-server.key" \
    --kubelet-preferred-address-types InternalIP --kubelet-client-certificate "$keys/admin.crt" --kubelet-client-key "$keys/admin.key" \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$keys/accounts.key" \
    --service-account-signing-key-file "$keys/accounts.key" --allow-privileged
  eventually "the API server" kubectl get --raw /readyz
  daemon kube-controller-manager "$(program kube-controller-manager)" --kubeconfig "$state/kubeconfig/controller-manager" \
    --bind-address 127.0.0.1 --leader-elect=false --use-service-account-credentials --root-ca-file "$keys/authority.crt" \
    --service-account-private-key-file "$keys/accounts.key" --enable-hostpath-provisioner
  daemon kube-scheduler "$(program kube-scheduler)" --kubeconfig "$state/kubeconfig/scheduler" --bind-address 127.0.0.1 --leader-elect=false
}
